package dev.rucksack.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ScenarioCommandTests {

    @TempDir
    Path root;

    @Test
    void whatCannotBeComparedIsNotReported(CapturedOutput output) throws Exception {
        assertThat(ScenarioCommand.run(List.of("calm", "--report", "--size", "1280x720"), root))
                .isEqualTo(2);
        assertThat(output.getErr())
                .startsWith("docs/reliability.md compares pictures of 640x360 at 1000000 bits a second. "
                        + "Leave out --report, or --size and --bits.\n");
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void aWordWithoutItsValueIsNamed(CapturedOutput output) throws Exception {
        assertThat(ScenarioCommand.run(List.of("calm", "--times"), root)).isEqualTo(2);
        assertThat(output.getErr()).startsWith("What is missing is the value of --times.\n");
    }
}
