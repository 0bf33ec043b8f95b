package dev.livetail.requestlog;

import dev.livetail.event.Mdc;
import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;

/**
 * A record with a context that was made for it. There is one for each request, with more in its context than any other
 * has; others give each handler that asks for their context a new copy of it.
 */
final class RequestRecord extends ExtLogRecord {
    @Serial
    private static final long serialVersionUID = 1;

    private transient volatile Mdc mdc;

    RequestRecord(Level level, String message, Mdc mdc) {
        super(level, message, FormatStyle.NO_FORMAT, RequestLog.class.getName());
        this.mdc = mdc;
    }

    @Override
    public void copyMdc() {
        // It is one already, and that of the calling thread may be another's.
    }

    @Override
    public String getMdc(String key) {
        return mdc.get(key);
    }

    @Override
    public Map<String, String> getMdcCopy() {
        return mdc;
    }

    @Override
    public String putMdc(String key, String value) {
        Map<String, String> changed = new LinkedHashMap<>(mdc);
        String previous = changed.put(key, value);
        mdc = Mdc.copyOf(changed);
        return previous;
    }

    @Override
    public String removeMdc(String key) {
        Map<String, String> changed = new LinkedHashMap<>(mdc);
        String previous = changed.remove(key);
        mdc = Mdc.copyOf(changed);
        return previous;
    }

    @Override
    public void setMdc(Map<?, ?> source) {
        Map<String, String> changed = new LinkedHashMap<>();
        source.forEach((key, value) -> {
            if (key != null && value != null) {
                changed.put(key.toString(), value.toString());
            }
        });
        mdc = Mdc.copyOf(changed);
    }
}
