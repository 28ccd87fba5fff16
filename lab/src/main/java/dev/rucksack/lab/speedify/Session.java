package dev.rucksack.lab.speedify;

import java.util.Map;

/** The counters of a session: they only grow, and begin again with every connect. Guarded by {@link Bond}. */
final class Session {

    private double sent;
    private double received;
    private double minutes;
    private double fastestMbps;
    private long failovers;
    private long sessions;
    private long startedSeconds;

    void begin() {
        sent = 0;
        received = 0;
        minutes = 0;
        fastestMbps = 0;
        failovers = 0;
        sessions++;
        startedSeconds = System.currentTimeMillis() / 1000;
    }

    void count(double sentBytes, double seconds) {
        sent += sentBytes;
        received += sentBytes * 0.02;
        minutes += seconds / 60;
        if (seconds > 0) {
            fastestMbps = Math.max(fastestMbps, sentBytes * 8 / seconds / 1e6);
        }
    }

    void failover() {
        failovers++;
    }

    Map<String, Object> json() {
        long bytesSent = (long) sent;
        long bytesReceived = (long) received;
        return Json.object(
                "bytesReceived",
                bytesReceived,
                "bytesSent",
                bytesSent,
                "captivePortal",
                Json.object("detections", 0, "successes", 0),
                "daysSinceFirst",
                0,
                "encryptedBytesReceived",
                bytesReceived,
                "encryptedBytesSent",
                bytesSent,
                "maxDownloadSpeed",
                fastestMbps * 0.02,
                "maxUploadSpeed",
                fastestMbps,
                "mbpsDownBenefit",
                0.0,
                "mbpsUpBenefit",
                fastestMbps / 2,
                "numFailovers",
                failovers,
                "numSessions",
                Math.max(1, sessions),
                "packetHandler",
                Json.object(
                        "bytesIn", bytesReceived,
                        "bytesOut", bytesSent,
                        "packetsIn", bytesReceived / 90,
                        "packetsOut", bytesSent / 1300,
                        "retries", bytesSent / 2_000_000),
                "periodStartTime",
                startedSeconds,
                "retransBytes",
                bytesSent / 600,
                "streaming",
                Json.object(
                        "totalFailoverSaves", failovers,
                        "totalRedundantModeSaves", 0,
                        "totalSpeedModeSaves", 0,
                        "totalStreams", 1,
                        "uniqueSaves", failovers),
                "totalConnectedMinutes",
                (long) minutes,
                "tun",
                Json.object(
                        "bufferWaits",
                        0,
                        "bytesIn",
                        bytesSent,
                        "bytesOut",
                        bytesReceived,
                        "droppedIncoming",
                        0,
                        "packetWaits",
                        0,
                        "packetsIn",
                        bytesSent / 1300,
                        "packetsOut",
                        bytesReceived / 90,
                        "readQueue",
                        0));
    }
}
