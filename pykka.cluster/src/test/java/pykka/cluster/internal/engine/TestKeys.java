package pykka.cluster.internal.engine;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import pykka.childjvm.ChildJvm;

/** Key stores with one key, which is the certificate that is trusted, too: made by keytool. */
public final class TestKeys {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private TestKeys() {}

    public static Path make(Path directory, String name) throws Exception {
        Path file = directory.resolve(name + ".p12");
        ChildJvm.tool("keytool").with("-genkeypair", "-alias", "node", "-keyalg", "EC", "-dname", "CN=" + name, "-storetype", "PKCS12",
                "-keystore", file.toString(), "-storepass", new String(PASSWORD), "-validity", "2").run().expect(0);
        return file;
    }

    /** With the key of one file, and trust in the certificate of another one. */
    static SSLContext context(String key, String trusted) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(key), PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store(trusted));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore store(String file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            store.load(in, PASSWORD);
        }
        return store;
    }
}
