package pykka.itest;

import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The same of the POMs as they are deployed. */
@EnabledIfSystemProperty(named = "pykka.release.check", matches = "true")
@ParameterizedClass
@MethodSource("deployed")
class DeployedPomTest extends PomTest {
    DeployedPomTest(Pom pom) {
        super(pom);
    }

    static List<Pom> deployed() throws Exception {
        return Pom.deployed(Release.first().repository);
    }
}
