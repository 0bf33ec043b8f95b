package dev.livetail;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/** Files of settings, read into the application's own configuration interfaces. */
final class Settings {
    private static final Set<Class<?>> INTERFACES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.livetail").stream()
                    .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                    .map(JavaClass::reflect)
                    .collect(Collectors.toSet());

    private final SmallRyeConfig config;

    /** @throws io.smallrye.config.ConfigValidationException naming keys that nothing reads, and values of a wrong type */
    Settings(Map<String, String> files) {
        Properties properties = new Properties();
        try {
            for (String content : files.values()) {
                properties.load(new StringReader(content));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> values = properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(key -> key, properties::getProperty));
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(values, "files", 100));
        INTERFACES.forEach(builder::withMapping);
        config = builder.withValidateUnknown(true).build();
    }

    <T> T of(Class<T> type) {
        return config.getConfigMapping(type);
    }
}
