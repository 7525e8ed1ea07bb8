package dev.usher;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may import whom. Change a row only together with docs/architecture.md. */
class PackageRulesTest {

    static final String ROOT = "dev.usher";

    /** package : the packages of ours it may import besides itself; "x.*" is x and everything below. */
    static final Map<String, List<String>> MAY_IMPORT = table("""
            jobs.user                :
            jobs.csv                 :
            jobs.digest              :
            jobs.random              :
            jobs.file                : jobs.digest
            jobs.postgres            :
            jobs.credential          :
            jobs.credential.verify   : jobs.credential
            jobs.embedded            :
            jobs.batch               : jobs.postgres
            jobs.connection          : jobs.user jobs.credential.verify jobs.postgres jobs.random
            jobs.external            :
            jobs.importing.fetch     : jobs.external jobs.file jobs.batch jobs.digest
            jobs.importing.row       : jobs.user jobs.credential
            jobs.importing.source    : jobs.file
            jobs.importing.split     : jobs.importing.source jobs.importing.row jobs.file jobs.batch jobs.postgres
            jobs.importing.parse     : jobs.csv jobs.importing.source jobs.importing.row jobs.user jobs.file
            jobs.importing.validate  : jobs.importing.row jobs.user jobs.connection jobs.credential
            jobs.importing.stage     : jobs.importing.row jobs.user jobs.credential jobs.postgres jobs.digest
            jobs.importing.rejection : jobs.importing.row jobs.user jobs.file jobs.postgres
            jobs.importing.resolve   : jobs.importing.row jobs.importing.stage jobs.importing.rejection jobs.user jobs.connection jobs.postgres jobs.batch
            jobs.importing.merge     : jobs.importing.row jobs.importing.stage jobs.importing.rejection jobs.importing.resolve jobs.user jobs.connection jobs.profile jobs.postgres jobs.batch
            jobs.importing.mirror    : jobs.importing.resolve jobs.importing.stage jobs.user jobs.connection jobs.profile jobs.postgres jobs.batch
            jobs.importing.summary   : jobs.importing.row jobs.importing.rejection jobs.postgres
            jobs.importing           : jobs.importing.* jobs.csv jobs.user jobs.connection jobs.credential jobs.file jobs.postgres jobs.batch jobs.digest jobs.external
            jobs.profile             : jobs.user jobs.connection
            jobs.search.grammar      :
            jobs.search              : jobs.search.grammar jobs.profile jobs.user jobs.connection
            jobs.exporting.field     : jobs.profile
            jobs.exporting.format    : jobs.exporting.field jobs.profile jobs.csv jobs.user
            jobs.exporting.chunk     : jobs.connection jobs.profile jobs.search
            jobs.exporting.snapshot  : jobs.exporting.field jobs.exporting.chunk jobs.profile jobs.postgres
            jobs.exporting.output    : jobs.exporting.field jobs.exporting.chunk jobs.exporting.format jobs.file
            jobs.exporting           : jobs.exporting.* jobs.connection jobs.csv jobs.file jobs.postgres jobs.batch jobs.search jobs.digest jobs.external
            app.problem              :
            app.launch               : app.problem jobs.importing jobs.importing.rejection jobs.exporting jobs.connection jobs.file jobs.batch jobs.postgres jobs.random jobs.importing.fetch jobs.external
            app.outbound             :
            app.storage.setting      : jobs.external
            app.storage.folder       : app.storage.setting jobs.external jobs.file
            app.storage.http         : app.outbound jobs.external
            app.storage.s3           : app.storage.setting jobs.external
            app.storage.sftp         : app.storage.setting jobs.external
            app.storage              : app.storage.* app.outbound app.problem jobs.external
            app.status               : app.problem app.launch jobs.exporting jobs.importing jobs.importing.summary jobs.importing.rejection jobs.importing.row jobs.file jobs.external jobs.importing.mirror
            app.schedule             : app.problem app.launch app.status app.security.client jobs.exporting jobs.exporting.field jobs.external jobs.importing jobs.postgres jobs.random
            app.users                : app.problem jobs.importing.row jobs.importing.validate jobs.user jobs.connection jobs.credential jobs.credential.verify jobs.profile jobs.search jobs.postgres
            app.login                : app.problem jobs.connection jobs.credential jobs.credential.verify jobs.digest jobs.postgres jobs.random
            app.operations           : app.login app.launch app.status jobs.exporting jobs.importing jobs.file jobs.postgres jobs.search jobs.importing.fetch app.schedule app.notice
            app.credentials          : jobs.credential jobs.credential.verify jobs.importing jobs.importing.parse
            app.cli.report           : app.status jobs.importing jobs.importing.rejection
            app.cli.remote           : app.status jobs.file jobs.digest
            app.cli                  : app.cli.remote app.cli.report app.problem app.launch app.status app.users app.credentials app.security.client app.security.token jobs.embedded jobs.exporting jobs.exporting.field jobs.profile jobs.batch jobs.importing jobs.importing.rejection jobs.connection jobs.credential jobs.credential.verify jobs.csv jobs.file jobs.user jobs.search jobs.external app.schedule app.notice
            app.notice               : app.outbound app.problem jobs.importing.mirror jobs.postgres jobs.random
            app.security.client      : jobs.digest jobs.random
            app.security.token       : app.problem app.security.client app.login app.users jobs.profile jobs.postgres
            app.security             : app.security.client app.security.token app.problem
            app.rest.answer          : app.problem jobs.postgres
            app.rest.body            : app.rest.answer jobs.user
            app.rest.upload          : app.rest.answer jobs.file jobs.digest
            app.rest.download        : app.rest.answer app.launch app.status jobs.exporting jobs.file jobs.postgres
            app.rest.connection      : app.rest.answer app.rest.body app.problem app.security app.security.client jobs.connection jobs.credential.verify
            app.rest.job             : app.rest.answer app.rest.body app.rest.download app.rest.upload app.launch app.problem app.security app.security.client app.status jobs.connection jobs.csv jobs.exporting jobs.exporting.field jobs.file jobs.importing jobs.importing.rejection jobs.user jobs.digest jobs.search jobs.external app.schedule
            app.rest.schedule        : app.rest.answer app.rest.body app.launch app.problem app.schedule app.security app.security.client
            app.rest.user            : app.rest.answer app.rest.body app.problem app.security app.security.client app.security.token app.users jobs.profile jobs.search jobs.user
            app.rest.login           : app.rest.answer app.rest.body app.login app.problem app.security app.security.client app.security.token app.users
            app.rest.webhook         : app.rest.answer app.rest.body app.notice app.security app.security.client
            app.rest.limit           : app.problem app.security
            app.rest                 : app.rest.* app.security app.security.client
            app                      : app.* jobs.exporting jobs.importing jobs.connection jobs.file jobs.embedded jobs.external
            """);

    /** library : the only packages of ours that may touch it. */
    static final Map<String, List<String>> DOORS = table("""
            org.postgresql            : jobs.postgres
            com.opencsv               : jobs.importing.parse
            org.bouncycastle          : jobs.credential.verify
            org.springframework.security.crypto.bcrypt : jobs.credential.verify
            org.antlr                 : jobs.search jobs.search.grammar
            picocli                   : app.cli
            software.amazon           : app.storage.s3
            org.apache.sshd           : app.storage.sftp
            org.apache.hc             : app.outbound
            jakarta.mail              : app.notice
            org.springframework.mail  : app.notice
            io.github.bucket4j        : app.rest.limit
            org.quartz                : app.schedule
            com.cronutils             : app.schedule
            io.swagger                : app.rest
            org.springdoc             : app.rest
            io.micrometer             : app.operations
            org.springframework.batch : jobs.batch jobs.exporting jobs.importing jobs.importing.split jobs.importing.parse app.launch app.status
            """);

    static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages(ROOT);

    @TestFactory
    Stream<DynamicTest> importsOnlyWhatItsRowAllows() {
        return MAY_IMPORT.entrySet().stream()
                .map(row -> dynamicTest(
                        row.getKey(),
                        () -> classes()
                                .that()
                                .resideInAPackage(ROOT + "." + row.getKey())
                                .should()
                                .onlyDependOnClassesThat(resideInAnyPackage(patterns(row.getKey(), row.getValue()))
                                        .or(resideOutsideOfPackage(ROOT + "..")))
                                .as(row.getKey() + " imports only " + row.getValue())
                                .check(OURS)));
    }

    @Test
    void everyPackageHasARowAndEveryRowAPackage() {
        var packages = OURS.stream()
                .map(c -> c.getPackageName().substring(ROOT.length() + 1))
                .collect(toCollection(TreeSet::new));

        assertThat(packages).isEqualTo(new TreeSet<>(MAY_IMPORT.keySet()));
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(OURS);
    }

    @TestFactory
    Stream<DynamicTest> librariesHaveOneDoor() {
        return DOORS.entrySet().stream()
                .map(door -> dynamicTest(
                        door.getKey(),
                        () -> noClasses()
                                .that()
                                .resideInAPackage(ROOT + "..")
                                .and()
                                .resideOutsideOfPackages(patterns(null, door.getValue()))
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage(door.getKey() + "..")
                                .check(OURS)));
    }

    @Test
    void timeComesFromAClock() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("tests of time stay exact")
                .check(OURS);
    }

    @Test
    void propertiesAreRecords() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Properties")
                .should()
                .beRecords()
                .check(OURS);
    }

    @Test
    void implementationsWithSqlAreHidden() {
        classes()
                .that()
                .haveSimpleNameStartingWith("Jdbc")
                .should()
                .notBePublic()
                .because("the port is the API")
                .check(OURS);
    }

    @Test
    void theModelIsPortable() {
        classes()
                .that()
                .resideInAnyPackage(ROOT + ".jobs.user", ROOT + ".jobs.importing.row", ROOT + ".jobs.exporting.field")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", ROOT + "..")
                .check(OURS);
    }

    @Test
    void textChangesCaseTheSameEverywhere() {
        noClasses()
                .should()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase")
                .orShould()
                .callMethod(String.class, "getBytes")
                .because("e-mail addresses and bytes must not depend on " + Locale.class.getSimpleName()
                        + " or platform")
                .check(OURS);
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".app.cli")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(OURS);
    }

    @Test
    void beansAreCompleteWhenBuilt() {
        fields().should()
                .notBeAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .andShould()
                .notBeAnnotatedWith("org.springframework.beans.factory.annotation.Value")
                .check(OURS);
    }

    private static String[] patterns(@Nullable String self, List<String> names) {
        return Stream.concat(Stream.ofNullable(self), names.stream())
                .map(name -> ROOT + "." + (name.endsWith(".*") ? name.substring(0, name.length() - 2) + ".." : name))
                .toArray(String[]::new);
    }

    private static Map<String, List<String>> table(String text) {
        var rows = new LinkedHashMap<String, List<String>>();
        text.lines().forEach(line -> {
            int colon = line.indexOf(':');
            var names = line.substring(colon + 1).strip();
            rows.put(line.substring(0, colon).strip(), names.isEmpty() ? List.of() : Arrays.asList(names.split(" +")));
        });
        return rows;
    }
}
