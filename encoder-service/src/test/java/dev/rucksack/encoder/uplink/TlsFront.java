package dev.rucksack.encoder.uplink;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

/** TLS in front of an ingest, with a certificate that an authority of its own has signed. */
final class TlsFront implements AutoCloseable {

    private static final char[] WORD = "changeit".toCharArray();

    private final SSLServerSocket server;
    private final Certificate authority;
    private final int behind;

    /** @param name the host's name in the certificate */
    TlsFront(Path directory, String name, int behind) throws Exception {
        this(directory, name, "-1d", behind);
    }

    /** @param since from when it is valid, as keytool takes it: {@code +2d} */
    TlsFront(Path directory, String name, String since, int behind) throws Exception {
        this.behind = behind;
        Path file = directory.resolve("front-" + name + ".p12");
        makeKey(file, name, since);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, WORD);
        }
        authority = store.getCertificate("ca");
        store.deleteEntry("ca"); // nobody shows its own certificate
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, WORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "tls-front");
        thread.setDaemon(true);
        thread.start();
    }

    /** A certificate that an authority of its own has signed: one that is trusted itself is not asked how old it is. */
    private static void makeKey(Path file, String name, String since) throws IOException, InterruptedException {
        keytool(file, "ca", "-dname", "CN=authority of " + name, "-ext", "bc:c");
        keytool(file, "front", "-dname", "CN=" + name, "-ext", "SAN=dns:" + name, "-startdate", since, "-signer", "ca");
    }

    private static void keytool(Path file, String alias, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-alias", alias, "-keyalg", "EC", "-storetype", "PKCS12"));
        command.addAll(List.of("-keystore", file.toString(), "-storepass", new String(WORD)));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("keytool made no key");
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** A context that believes whom this authority signed, and nobody else. */
    SSLContext believer() throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", authority);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket ingest = new Socket(InetAddress.getLoopbackAddress(), behind);
                var open = new CountDownLatch(2);
                copy(client, ingest, open);
                copy(ingest, client, open);
            } catch (IOException e) {
                continue; // refused by the client, or no ingest behind: the next one
            }
        }
    }

    /** Each direction ends for itself: closing both at once would answer what still comes with a reset, and lose acknowledgements. */
    private static void copy(Socket from, Socket to, CountDownLatch open) {
        Thread thread = new Thread(() -> {
            try {
                from.getInputStream().transferTo(to.getOutputStream());
                to.shutdownOutput();
            } catch (IOException e) {
                closeQuietly(from); // one side is gone: nothing more to pass on, either way
                closeQuietly(to);
            }
            open.countDown();
            try {
                open.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            closeQuietly(from);
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            return; // it is gone
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
