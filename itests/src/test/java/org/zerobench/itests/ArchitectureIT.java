package org.zerobench.itests;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Arrows point one way: implementations to the API, and nowhere else. Read from the jars of the distribution. */
class ArchitectureIT {
    private static final String API = "org.zerobench.api..";
    private static final Path BUNDLES = Path.of(System.getProperty("zb.home"), "bundles");

    private static List<Path> implementations() throws IOException {
        try (Stream<Path> files = Files.list(BUNDLES)) {
            return files.filter(file -> file.getFileName().toString().startsWith("zerobench-"))
                    .filter(file -> !file.equals(api()))
                    .sorted()
                    .toList();
        }
    }

    private static Path api() {
        return BUNDLES.resolve("zerobench-api.jar");
    }

    private static JavaClasses read(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            return new ClassFileImporter().importJar(file);
        }
    }

    @Test
    void thereIsSomethingToCheck() throws IOException {
        assertTrue(implementations().size() >= 11, implementations().toString());
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void anImplementationKnowsTheApiAndItself(Path jar) throws IOException {
        JavaClasses all = read(jar);
        Set<String> own = all.stream().map(JavaClass::getName).collect(Collectors.toSet());
        var another = DescribedPredicate.describe("of another bundle of ours",
                (JavaClass type) -> type.getPackageName().startsWith("org.zerobench") && !own.contains(type.getBaseComponentType().getName()));
        noClasses().should().dependOnClassesThat(another.and(DescribedPredicate.not(resideInAPackage(API))))
                .allowEmptyShould(true).check(all);
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void noStateHidesInStatics(Path jar) throws IOException {
        fields().that().areStatic().and(DescribedPredicate.describe("are written by people",
                        field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC)))
                .should().beFinal().allowEmptyShould(true).check(read(jar));
    }

    @Test
    void theApiStandsAlone() throws IOException {
        classes().should().onlyDependOnClassesThat(
                resideInAnyPackage("java..", "org.osgi..", API).or(DescribedPredicate.describe("primitive", JavaClass::isPrimitive)))
                .check(read(api()));
    }

    @Test
    void theApiImplementsNothing() throws IOException {
        var part = DescribedPredicate.describe("a part of the machine",
                (JavaClass type) -> type.isInterface() && type.isAnnotatedWith("org.osgi.annotation.versioning.ProviderType")
                        && type.getPackageName().startsWith("org.zerobench.api"));
        noClasses().that().areNotInterfaces().and().areNotRecords().should().implement(part).check(read(api()));
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void aManifestImportsNothingOfAnotherBundle(Path jar) throws IOException {
        Attributes manifest = manifest(jar);
        assertNull(manifest.getValue("Export-Package"));
        assertNull(manifest.getValue("Require-Bundle"));
        assertNull(manifest.getValue("DynamicImport-Package"));
        List<String> ours = packages(manifest.getValue("Import-Package")).stream()
                .filter(name -> name.startsWith("org.zerobench.") && !name.startsWith("org.zerobench.api."))
                .toList();
        assertEquals(List.of(), ours);
    }

    @Test
    void everyApiPackageIsExportedWithAVersion() throws IOException {
        String exports = manifest(api()).getValue("Export-Package");
        Set<String> exported = Set.copyOf(packages(exports));
        Set<String> present = read(api()).stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
        assertEquals(present, exported);
        assertEquals(exported.size(), exports.split(";version=", -1).length - 1);
    }

    private static Attributes manifest(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes();
        }
    }

    /** The package names of a manifest header, without attributes; commas in quotes do not part packages. */
    private static List<String> packages(String header) {
        return header == null ? List.of() : Arrays.stream(header.replaceAll("\"[^\"]*\"", "").split(","))
                .map(clause -> clause.replaceAll(";.*", "").strip())
                .toList();
    }
}
