package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The same for the POMs as they are deployed. */
@EnabledIfSystemProperty(named = "pykka.release.check", matches = "true")
@ParameterizedClass
@MethodSource("deployed")
class DeployedPomTest extends CentralRules {
    DeployedPomTest(Pom pom) {
        super(pom);
    }

    static List<Pom> deployed() throws Exception {
        return Pom.deployed(Release.first().repository);
    }

    @Test
    void itIsARelease() {
        assertFalse(pom.value("version").endsWith("-SNAPSHOT"), pom.value("version"));
    }
}
