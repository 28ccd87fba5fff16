package dev.rucksack.encoder.uplink;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Opens connections to the ingest. With {@code rtmps} the certificate and the host's name in it are checked by Java, which
 * ffmpeg leaves off, and the name is sent along (SNI), which YouTube requires.
 */
final class UpstreamConnector {

    private final SSLContext tls;
    private final BooleanSupplier clockKnown;
    private final LongSupplier nanos;

    /** @param clockKnown whether the wall clock has been set in this boot */
    UpstreamConnector(SSLContext tls, BooleanSupplier clockKnown, LongSupplier nanos) {
        this.tls = tls;
        this.clockKnown = clockKnown;
        this.nanos = nanos;
    }

    /**
     * Connects to the first of the addresses that answers, from {@code first} on.
     *
     * @param timeoutMillis for TCP, each address; TLS gets four times as long
     * @param answered called with the address that has
     * @throws UpstreamException that tells unreachable and unproven apart
     */
    Upstream connect(
            Destination destination,
            List<InetAddress> addresses,
            int first,
            int timeoutMillis,
            Consumer<InetAddress> answered)
            throws UpstreamException {
        IOException last = new SocketException("the name has no address");
        for (int i = 0; i < addresses.size(); i++) {
            InetAddress address = addresses.get(Math.floorMod(first + i, addresses.size()));
            CountingSocket socket = new CountingSocket();
            long start = nanos.getAsLong();
            try {
                socket.setTcpNoDelay(true);
                socket.connect(new InetSocketAddress(address, destination.port()), timeoutMillis);
                double seconds = (nanos.getAsLong() - start) / 1e9;
                answered.accept(address);
                return destination.scheme() == Destination.Scheme.RTMPS
                        ? overTls(destination, socket, seconds, timeoutMillis * 4)
                        : new Upstream(socket, socket, seconds);
            } catch (UpstreamException e) {
                closeQuietly(socket);
                throw e;
            } catch (IOException e) {
                closeQuietly(socket);
                last = e;
            }
        }
        throw new UpstreamException(LossReason.UNREACHABLE, "no connection: " + last.getMessage(), last);
    }

    private Upstream overTls(Destination destination, CountingSocket socket, double seconds, int timeoutMillis)
            throws IOException {
        SSLSocket secure =
                (SSLSocket) tls.getSocketFactory().createSocket(socket, destination.host(), destination.port(), true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS"); // RFC 2818: the name must be in the certificate
        if (isName(destination.host())) {
            parameters.setServerNames(List.of(new SNIHostName(destination.host())));
        }
        secure.setSSLParameters(parameters);
        socket.setSoTimeout(timeoutMillis);
        try {
            secure.startHandshake();
        } catch (SSLException e) {
            throw new UpstreamException(reason(e), "TLS failed", e);
        }
        socket.setSoTimeout(0);
        return new Upstream(socket, secure, seconds);
    }

    /** A certificate from the future is no impostor's where nobody has set the clock: a Pi starts in its own past. */
    private LossReason reason(SSLException failure) {
        if (!unproven(failure)) {
            return LossReason.UNREACHABLE;
        }
        return fromTheFuture(failure) && !clockKnown.getAsBoolean() ? LossReason.CLOCK : LossReason.CERTIFICATE;
    }

    private static boolean fromTheFuture(SSLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateNotYetValidException) {
                return true;
            }
        }
        return false;
    }

    /** A hang-up or silence in the handshake says nothing about who it is; anything else that fails is no proof. */
    private static boolean unproven(SSLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return true;
            }
            if (cause instanceof EOFException
                    || cause instanceof SocketException
                    || cause instanceof SocketTimeoutException) {
                return false;
            }
        }
        return true;
    }

    /** SNI takes names, not addresses: RFC 6066, section 3. */
    private static boolean isName(String host) {
        return !host.contains(":") && !host.matches("[0-9.]+");
    }

    private static void closeQuietly(CountingSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            return; // nothing is left to do for it
        }
    }
}
