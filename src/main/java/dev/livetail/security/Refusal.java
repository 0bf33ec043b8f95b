package dev.livetail.security;

import io.smallrye.mutiny.TimeoutException;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.UnresolvableKeyException;

/** Why a token is not accepted, in words that hold nothing of it: messages of those who verify it quote it. */
enum Refusal {
    EXPIRED("it has expired"),
    NOT_YET_VALID("it is not valid yet"),
    SIGNATURE("its signature is wrong"),
    ISSUER("its issuer is another"),
    AUDIENCE("it is meant for another audience"),
    UNKNOWN_KEY("the key that it names is not known"),
    NO_KEYS("the keys cannot be had"),
    MALFORMED("it is malformed, or not of a kind that is accepted");

    private final String reason;

    Refusal(String reason) {
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    static Refusal of(Throwable failure) {
        Refusal found = MALFORMED;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            found = switch (cause) {
                case IOException unreachable -> NO_KEYS;
                case TimeoutException late -> NO_KEYS;
                case RejectedExecutionException behindOthers -> NO_KEYS;
                case UnresolvableKeyException unknown -> UNKNOWN_KEY;
                case InvalidJwtException invalid -> of(invalid, found);
                default -> found;
            };
        }
        return found;
    }

    private static Refusal of(InvalidJwtException invalid, Refusal otherwise) {
        if (invalid.hasErrorCode(ErrorCodes.SIGNATURE_INVALID)) {
            return SIGNATURE;
        } else if (invalid.hasExpired()) {
            return EXPIRED;
        } else if (invalid.hasErrorCode(ErrorCodes.NOT_YET_VALID)) {
            return NOT_YET_VALID;
        } else if (invalid.hasErrorCode(ErrorCodes.ISSUER_INVALID) || invalid.hasErrorCode(ErrorCodes.ISSUER_MISSING)) {
            return ISSUER;
        } else if (invalid.hasErrorCode(ErrorCodes.AUDIENCE_INVALID)
                || invalid.hasErrorCode(ErrorCodes.AUDIENCE_MISSING)) {
            return AUDIENCE;
        }
        return otherwise;
    }
}
