package pykka.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * How the nodes of a cluster prove to each other who they are: each presents a certificate, and takes none that it does not
 * trust. All that they send is encrypted. Any thread may call the methods, which read files at most.
 */
public final class ClusterTls {
    private final SSLContext context;

    private ClusterTls(SSLContext context) {
        this.context = context;
    }

    /**
     * Reads this node's key and the certificates that it trusts from a key store.
     *
     * @param keyStore a PKCS12 file with one private key, its certificate, and the certificates of the others or of their
     *     authority
     * @param password of the store and of the key; not kept
     * @return the settings
     * @throws IllegalArgumentException if the file cannot be read, or not by that password; the cause says why
     */
    public static ClusterTls of(Path keyStore, char[] password) {
        try (InputStream in = Files.newInputStream(keyStore)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(store);
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
            return of(context);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("Cannot read the key store " + keyStore, e);
        }
    }

    /**
     * Takes a context with key and trusted certificates.
     *
     * @param context the context
     * @return the settings
     */
    public static ClusterTls of(SSLContext context) {
        return new ClusterTls(Objects.requireNonNull(context, "context"));
    }

    /**
     * Returns the context.
     *
     * @return always the same
     */
    public SSLContext context() {
        return context;
    }
}
