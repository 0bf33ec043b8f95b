package dev.livetail.storage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Where the service keeps what must outlive it. */
@ConfigMapping(prefix = "livetail.data")
public interface StorageConfig {

    /** The directory of runs and spools. Made at the start if it is not there. */
    @WithDefault("data")
    Path directory();
}
