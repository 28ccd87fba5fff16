package dev.rucksack.lab.scenario;

import dev.rucksack.lab.camera.LabCamera;
import dev.rucksack.lab.ingest.NginxIngest;
import dev.rucksack.lab.process.Await;
import dev.rucksack.lab.process.ProcessorTime;
import dev.rucksack.lab.process.Signals;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** One run of a scenario: what an act may lay hands on, and what it says about itself. */
final class Run {

    private static final Duration REPLACED = Duration.ofSeconds(20);

    /** Short against every patience of the product, so that it is slow and not hung. */
    private static final long PERIOD_NANOS = 100_000_000;

    /** Less is lost in what a signal takes. */
    private static final long SHORTEST_NANOS = 200_000;

    private final Rig rig;
    private final List<Check> checks = new ArrayList<>();
    private long faultNanos;
    private long cureNanos;

    Run(Rig rig) {
        this.rig = rig;
    }

    LabCamera camera() {
        return rig.camera();
    }

    NginxIngest ingest() {
        return rig.ingest();
    }

    Link link() {
        return rig.link();
    }

    EncoderService product() {
        EncoderService product = rig.product();
        if (product == null) {
            throw new IllegalStateException("This scenario is about our own service");
        }
        return product;
    }

    Rig rig() {
        return rig;
    }

    /** The fault begins now. */
    void fault() {
        faultNanos = System.nanoTime();
    }

    /** Its cause is gone now. */
    void cure() {
        cureNanos = System.nanoTime();
    }

    /** Lets time go by, which is what the fault is about. */
    void last(double seconds) throws InterruptedException {
        Thread.sleep(Math.round(seconds * 1000));
    }

    /** Notes something that is asked in this scenario only. */
    void law(String what, String wanted, Object found, boolean met) {
        checks.add(new Check(true, what, wanted, String.valueOf(found), met));
    }

    /** Waits until a process is started again in place of one, which is ended by others. */
    void awaitReplaced(String process, long pid) throws InterruptedException {
        try {
            Await.until(
                    process + " is replaced",
                    REPLACED,
                    () -> product().child(process).pid() != pid);
            law(process + " is replaced", "within 20 s", "yes", true);
        } catch (Await.InVain e) {
            law(process + " is replaced", "within 20 s", "no", false);
        }
    }

    /**
     * Gives a process only a share of the processor time that it needs, as a hot or busy computer does.
     *
     * @param needs what it uses of a processor while nothing is wrong, as {@link #needs} says
     */
    void starve(long pid, double needs, double share, double seconds) {
        long end = System.nanoTime() + Math.round(seconds * 1e9);
        long running = Math.max(Math.round(PERIOD_NANOS * needs * share), SHORTEST_NANOS);
        while (System.nanoTime() < end) {
            Signals.stop(pid);
            LockSupport.parkNanos(PERIOD_NANOS - running);
            Signals.go(pid);
            LockSupport.parkNanos(running);
        }
    }

    /** How much of a processor a process uses, watched for two seconds. */
    double needs(long pid) throws IOException, InterruptedException {
        double before = ProcessorTime.seconds(pid);
        long start = System.nanoTime();
        last(2);
        return (ProcessorTime.seconds(pid) - before) / ((System.nanoTime() - start) / 1e9);
    }

    List<Check> checks() {
        return checks;
    }

    Times times(long startNanos, long endNanos) {
        long fault = faultNanos == 0 ? startNanos : faultNanos;
        return new Times(startNanos, fault, cureNanos == 0 ? fault : cureNanos, endNanos);
    }
}
