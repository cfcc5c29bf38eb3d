package pykka.threading.bundle;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** The contract suite has a package for each concern. */
class ContractPackagesTest {
    @Test
    void noneUsesAnotherButSupport() throws ClassNotFoundException {
        Class<?> contract = Class.forName("pykka.tck.actor.ActorContract", false, ContractPackagesTest.class.getClassLoader());
        JavaClasses suite = new ClassFileImporter().importUrl(contract.getProtectionDomain().getCodeSource().getLocation());

        slices().matching("pykka.tck.(*)").should().notDependOnEachOther()
                .ignoreDependency(alwaysTrue(), resideInAPackage("pykka.tck.support")).check(suite);
    }
}
