package dev.livetail;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Holds the shape of the packages: what a reader may rely on without opening every file. */
class ArchitectureTest {
    private static final JavaClasses LIVETAIL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.livetail");

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.livetail.(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(LIVETAIL);
    }

    @Test
    void theCoreIsPlainJava() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.livetail.event..", "dev.livetail.filter..", "dev.livetail.journal..", "dev.livetail.hub..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "io.quarkus..", "io.vertx..", "io.smallrye..")
                .because("it is tested in milliseconds and benchmarked without a container")
                .allowEmptyShould(true)
                .check(LIVETAIL);
    }

    @Test
    void nothingLooksAtMetricsOrHealth() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.livetail.metrics..", "dev.livetail.health..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.livetail.metrics..", "dev.livetail.health..")
                .because("they may look at anything, so nothing may look at them")
                .allowEmptyShould(true)
                .check(LIVETAIL);
    }

    @Test
    void everyPackageIsNamedForItsFeature() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..common..", "..dto..", "..impl..", "..service..", "..model..")
                .because("if a helper has no home, its home is missing")
                .allowEmptyShould(true)
                .check(LIVETAIL);
    }
}
