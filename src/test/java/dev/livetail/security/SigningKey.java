package dev.livetail.security;

import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.OctJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** A key that is made for a test, and the tokens that are signed with it. */
public final class SigningKey {
    public static final String ISSUER = "https://issuer.example";

    private final JsonWebKey key;

    private SigningKey(JsonWebKey key) {
        this.key = key;
    }

    public static SigningKey rs256() {
        return made(AlgorithmIdentifiers.RSA_USING_SHA256, () -> RsaJwkGenerator.generateJwk(2048));
    }

    public static SigningKey es256() {
        return made(
                AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
                () -> EcJwkGenerator.generateJwk(EllipticCurves.P256));
    }

    public static SigningKey hs256() {
        return made(AlgorithmIdentifiers.HMAC_SHA256, () -> OctJwkGenerator.generateJwk(256));
    }

    private static SigningKey made(String algorithm, Generator generator) {
        return attempt(() -> {
            JsonWebKey key = generator.generate();
            key.setAlgorithm(algorithm);
            key.setKeyId(UUID.randomUUID().toString());
            return new SigningKey(key);
        });
    }

    /** One that was written by {@link #toString}. */
    public static SigningKey parse(String text) {
        return attempt(() -> new SigningKey(JsonWebKey.Factory.newJwk(text)));
    }

    /** All of it, also what is secret. */
    @Override
    public String toString() {
        return key.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE);
    }

    /** What verifies its tokens, as the text of a PEM file. */
    public String pem() {
        byte[] encoded = ((PublicJsonWebKey) key).getPublicKey().getEncoded();
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(encoded)
                + "\n-----END PUBLIC KEY-----\n";
    }

    /** What verifies its tokens, as a set of keys. A secret key is in it as it is. */
    public String keySet() {
        return JsonUtil.toJson(Map.of("keys", List.of(key.toParams(JsonWebKey.OutputControlLevel.INCLUDE_SYMMETRIC))));
    }

    /** What the tokens of a user hold. */
    public static Map<String, Object> claims(String user) {
        long now = Instant.now().getEpochSecond();
        return new LinkedHashMap<>(Map.of("iss", ISSUER, "sub", user, "iat", now, "exp", now + 3600));
    }

    public String token(String user) {
        return token(claims(user));
    }

    public String token(Map<String, Object> claims) {
        return attempt(() -> {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setPayload(JsonUtil.toJson(claims));
            signature.setAlgorithmHeaderValue(key.getAlgorithm());
            signature.setKeyIdHeaderValue(key.getKeyId());
            signature.setKey(key instanceof PublicJsonWebKey pair ? pair.getPrivateKey() : key.getKey());
            return signature.getCompactSerialization();
        });
    }

    /** One that nobody signed. */
    public static String unsigned(Map<String, Object> claims) {
        return attempt(() -> {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
            signature.setPayload(JsonUtil.toJson(claims));
            signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
            return signature.getCompactSerialization();
        });
    }

    private interface Generator {
        JsonWebKey generate() throws JoseException;
    }

    private interface Attempt<T> {
        T make() throws JoseException;
    }

    private static <T> T attempt(Attempt<T> attempt) {
        try {
            return attempt.make();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
