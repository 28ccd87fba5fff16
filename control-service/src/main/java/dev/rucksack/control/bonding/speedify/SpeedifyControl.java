package dev.rucksack.control.bonding.speedify;

import dev.rucksack.control.bonding.BondingMode;
import dev.rucksack.control.bonding.LinkPolicy;
import dev.rucksack.control.bonding.Priority;
import dev.rucksack.control.bonding.Transport;
import dev.rucksack.control.bonding.steering.Server;
import dev.rucksack.control.bonding.steering.SteeringException;
import dev.rucksack.control.bonding.steering.StreamRules;
import dev.rucksack.control.bonding.steering.TunnelControl;
import dev.rucksack.control.bonding.steering.TunnelSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Asks and tells Speedify by one-shot calls of the CLI, and knows where its versions differ. */
public final class SpeedifyControl implements TunnelControl, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SpeedifyControl.class);

    private static final double BITS_IN_A_BYTE = 8;

    private final SpeedifyCli cli;

    public SpeedifyControl(Path cli, JsonMapper json, CliErrors errors) {
        this.cli = new SpeedifyCli(cli, json, errors);
    }

    @Override
    public TunnelSettings settings() throws SteeringException, InterruptedException {
        return call(new CliCommand.ShowSettings());
    }

    @Override
    public TunnelSettings mode(BondingMode mode) throws SteeringException, InterruptedException {
        return call(new CliCommand.SetMode(mode));
    }

    @Override
    public TunnelSettings transport(Transport transport) throws SteeringException, InterruptedException {
        return call(new CliCommand.SetTransport(transport));
    }

    @Override
    public StreamRules rules() throws SteeringException, InterruptedException {
        return call(new CliCommand.ShowRules());
    }

    @Override
    public StreamRules set(StreamRules.Kind list, Set<String> entries) throws SteeringException, InterruptedException {
        return call(new CliCommand.SetRules(list, entries));
    }

    @Override
    public StreamRules add(StreamRules.Kind list, String entry) throws SteeringException, InterruptedException {
        return call(new CliCommand.ChangeRule(list, entry, true));
    }

    @Override
    public StreamRules remove(StreamRules.Kind list, String entry) throws SteeringException, InterruptedException {
        return call(new CliCommand.ChangeRule(list, entry, false));
    }

    @Override
    public Map<String, LinkPolicy> policies() throws SteeringException, InterruptedException {
        return call(new CliCommand.ShowAdapters());
    }

    /** {@code automatic} is unknown before about version 12: there what the vendor's defaults were then. */
    @Override
    public Map<String, LinkPolicy> priority(String link, Priority priority)
            throws SteeringException, InterruptedException {
        try {
            return call(new CliCommand.SetPriority(known(link), priority));
        } catch (SteeringException e) {
            if (priority != Priority.AUTOMATIC || e.kind() != SteeringException.Kind.UNKNOWN_TO_IT) {
                throw e;
            }
            return call(
                    new CliCommand.SetPriority(known(link), isCellular(link) ? Priority.SECONDARY : Priority.ALWAYS));
        }
    }

    private boolean isCellular(String link) throws SteeringException, InterruptedException {
        return "Cellular".equals(call(new CliCommand.ShowType(link)));
    }

    @Override
    public Map<String, LinkPolicy> dayCap(String link, long bytes) throws SteeringException, InterruptedException {
        return call(new CliCommand.SetDayCap(known(link), bytes));
    }

    @Override
    public Map<String, LinkPolicy> monthCap(String link, long bytes, int resetDay)
            throws SteeringException, InterruptedException {
        return call(new CliCommand.SetMonthCap(known(link), bytes, resetDay));
    }

    @Override
    public Map<String, LinkPolicy> overLimit(String link, long bitsPerSecond)
            throws SteeringException, InterruptedException {
        return call(new CliCommand.SetOverLimit(known(link), bitsPerSecond));
    }

    /** Before 15.3 there is one number for both directions: the lower one then. */
    @Override
    public Map<String, LinkPolicy> rateLimit(String link, long receiveBitsPerSecond, long sendBitsPerSecond)
            throws SteeringException, InterruptedException {
        try {
            return limited(link, receiveBitsPerSecond, List.of(receiveBitsPerSecond, sendBitsPerSecond));
        } catch (SteeringException e) {
            if (e.kind() != SteeringException.Kind.UNKNOWN_TO_IT) {
                throw e;
            }
            boolean one = receiveBitsPerSecond == 0 || sendBitsPerSecond == 0;
            long both = one
                    ? Math.max(receiveBitsPerSecond, sendBitsPerSecond)
                    : Math.min(receiveBitsPerSecond, sendBitsPerSecond);
            return limited(link, both, List.of(both));
        }
    }

    private Map<String, LinkPolicy> limited(String link, long sent, List<Long> rates)
            throws SteeringException, InterruptedException {
        CliCommand.RateLimitAnswer answer = call(new CliCommand.SetRateLimit(known(link), rates));
        Double read = answer.read();
        if (read != null && sent > 0 && (read * BITS_IN_A_BYTE == sent || read == sent * BITS_IN_A_BYTE)) {
            log.warn("This Speedify tells rate limits in another unit: set to {}, it says {}", sent, read);
        }
        return answer.policies();
    }

    @Override
    public List<Server> servers() throws SteeringException, InterruptedException {
        return call(new CliCommand.ShowServers());
    }

    @Override
    public void connect(String place) throws SteeringException, InterruptedException {
        call(new CliCommand.Connect(place.isEmpty() ? List.of() : List.of(place)));
    }

    @Override
    public void disconnect() throws SteeringException, InterruptedException {
        call(new CliCommand.Disconnect());
    }

    /** Ends a call that is under way. */
    @Override
    public void close() {
        cli.abort();
    }

    /** A link's id, where it may be one of an adapter. */
    private static String known(String link) throws SteeringException {
        if (!AdapterId.isValid(link)) {
            throw new SteeringException(SteeringException.Kind.UNKNOWN_TO_IT, "No adapter can be called so");
        }
        return link;
    }

    private <A> A call(CliCommand<A> command) throws SteeringException, InterruptedException {
        try {
            return cli.call(command);
        } catch (CliException e) {
            throw new SteeringException(kind(e.code()), e.command() + ", " + e.code() + ": " + e.getMessage());
        }
    }

    /** Exit codes as in the contract's section 2; {@code 3841} is the daemon's own that it was not answered in time. */
    private static SteeringException.Kind kind(String code) {
        return switch (code) {
            case "2", "3", "4" -> SteeringException.Kind.UNKNOWN_TO_IT;
            case "3841", "timeout" -> SteeringException.Kind.SILENT;
            case "start", "127", "126" -> SteeringException.Kind.GONE;
            default -> SteeringException.Kind.REFUSED;
        };
    }
}
