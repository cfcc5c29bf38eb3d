package pykka.examples.container;

import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.doNotModifyLogConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.features;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;

import java.io.File;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.ExamFactory;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.karaf.container.internal.KarafTestContainerFactory;

/** The same in Karaf. */
@ExamFactory(KarafTestContainerFactory.class)
public class ActorsInKarafTest extends ActorsInContainerTest {
    @Configuration
    @Override
    public Option[] container() {
        return options(
                karafDistributionConfiguration().name("Karaf").useDeployFolder(false).unpackDirectory(new File("target/karaf"))
                        .frameworkUrl(new File("target/apache-karaf.tar.gz").toURI().toString()),
                configureConsole().ignoreLocalConsole().ignoreRemoteShell(), doNotModifyLogConfiguration(),
                editConfigurationFilePut("etc/custom.properties", "pykka.debug", "jmx,watchdog:1s"),
                editConfigurationFilePut("etc/org.ops4j.pax.url.mvn.cfg", "org.ops4j.pax.url.mvn.localRepository",
                        new File("target/repository").getAbsolutePath()),
                editConfigurationFilePut("etc/org.ops4j.pax.url.mvn.cfg", "org.ops4j.pax.url.mvn.repositories", ""),
                features("mvn:pykka/pykka.karaf/1.0.0-SNAPSHOT/xml/features", "pykka"),
                greeter());
    }
}
