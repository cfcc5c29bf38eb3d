package pykka.itest;

import java.util.List;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of Maven Central for the POMs of the sources. */
@ParameterizedClass
@MethodSource("published")
class PomTest extends CentralRules {
    PomTest(Pom pom) {
        super(pom);
    }

    static List<Pom> published() {
        return Pom.sources().stream().filter(Pom::isPublished).toList();
    }
}
