package dev.rucksack.e2e.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.lab.speedify.LabSpeedify;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.Select;

/** The page in a real browser, before the packaged control-service: what it shows is what the encoder reports. */
@Tag("installed")
class PageIT {

    private static final String KEY = "live_9876_neverToBeShown";

    @TempDir
    static Path home;

    static ScriptedEncoder encoder;
    static ControlJar control;

    private Browser browser;

    @BeforeAll
    static void start() throws IOException {
        encoder = new ScriptedEncoder();
        control = new ControlJar(home, encoder.url());
    }

    @AfterAll
    static void stop() throws IOException {
        control.close();
        encoder.close();
    }

    @AfterEach
    void closeBrowser() throws IOException {
        if (browser != null) {
            List<String> complaints = browser.complaints();
            browser.close();
            assertThat(complaints).as("console").isEmpty();
        }
        encoder.keySet(true);
        encoder.losing(0);
        encoder.state("idle");
        assertThat(control.log()).doesNotContain(KEY);
    }

    private void open(int width, int height, String... flags) {
        encoder.state("idle");
        browser = new Browser(width, height, width < 900 ? 2 : 1, flags);
        browser.driver.get(control.url() + "/pair?code=" + ControlJar.CODE);
        browser.awaitState("idle");
    }

    private Actions actions() {
        return new Actions(browser.driver);
    }

    @Test
    void aStrangerMustTypeTheCode() throws IOException {
        browser = new Browser(360, 740, 2);
        browser.driver.get(control.url() + "/");
        assertThat(browser.driver.getCurrentUrl()).endsWith("/pair");
        browser.at("#code").sendKeys("wrng2345");
        browser.at("#pairform button").click();
        browser.await("a sentence", () -> browser.text("#codenote").contains("wrong"));
        browser.screen("pair");
        browser.at("#code").clear();
        browser.at("#code").sendKeys(ControlJar.CODE.toLowerCase(java.util.Locale.ROOT));
        browser.at("#pairform button").click();
        browser.awaitState("idle");
        assertThat(browser.text("#word")).isEqualTo("OFF AIR");
        // a paired phone that opens the pairing page is sent on
        browser.driver.get(control.url() + "/pair");
        browser.awaitState("idle");
    }

    @Test
    void aHeldSecondOrdersAndOnlyTheReportFillsThePlate() {
        open(360, 740);
        int before = encoder.orders().size();
        var hold = browser.at("#hold");
        actions().clickAndHold(hold).pause(Duration.ofMillis(300)).release().perform();
        assertThat(encoder.orders()).as("a short press").hasSize(before);
        actions().clickAndHold(hold).pause(Duration.ofMillis(1600)).release().perform();
        browser.await("the order", () -> encoder.orders().size() == before + 1);
        assertThat(encoder.orders().get(before)).isEqualTo("live");
        browser.await("the answer", () -> browser.text("#holdnote").equals("Hold one second"));
        assertThat(browser.at("html").getDomAttribute("data-state")).isEqualTo("idle");
        assertThat(browser.at("html").getDomAttribute("data-onair")).isEqualTo("no");
        encoder.state("starting");
        browser.awaitState("starting");
        assertThat(browser.text("#word")).isEqualTo("STARTING");
        assertThat(browser.at("html").getDomAttribute("data-onair")).isEqualTo("no");
        encoder.state("live");
        browser.awaitState("live");
        assertThat(browser.at("html").getDomAttribute("data-onair")).isEqualTo("yes");
        assertThat(browser.text("#holdtext")).isEqualTo("Stop");
        browser.await("whose picture it is", () -> browser.text("#sees").equals("Viewers see this"));
    }

    @Test
    void theKeyboardHoldsAndAScreenReaderIsAsked() {
        open(360, 740);
        int before = encoder.orders().size();
        browser.run("document.getElementById('hold').focus()");
        actions()
                .keyDown(Keys.SPACE)
                .pause(Duration.ofMillis(1600))
                .keyUp(Keys.SPACE)
                .perform();
        browser.await("the order by key", () -> encoder.orders().size() == before + 1);
        browser.await("the answer", () -> browser.text("#holdnote").equals("Hold one second"));
        assertThat(browser.run("return document.activeElement.id")).isEqualTo("hold");
        browser.run("document.getElementById('hold').click()");
        browser.await("a question", () -> browser.at("#sure").isDisplayed());
        assertThat(browser.text("#suretext")).isEqualTo("Go live now?");
        browser.at("#sure button[value=no]").click();
        assertThat(encoder.orders()).hasSize(before + 1);
        browser.run("document.getElementById('hold').click()");
        browser.at("#sure button[value=yes]").click();
        browser.await("the order by answer", () -> encoder.orders().size() == before + 2);
    }

    @ParameterizedTest
    @CsvSource({"360, 740", "1280, 800"})
    void everyStateLooksLikeItself(int width, int height) throws IOException {
        open(width, height);
        encoder.keySet(false);
        browser.await("the way out", () -> browser.at("#fix").isDisplayed());
        browser.screen("nokey");
        encoder.keySet(true);
        for (String state : List.of("idle", "starting", "live", "reconnecting", "slate", "privacy", "stopping")) {
            encoder.losing(state.equals("reconnecting") ? 3 : 0);
            encoder.state(state);
            browser.awaitState(state);
            browser.await("a picture", () -> browser.at("#sees").isDisplayed());
            browser.screen(state);
        }
        encoder.state("live");
        encoder.caution("too-hot", "Too hot: 83 °C, slowing down.", "Open the pack, find shade.");
        browser.awaitState("hot");
        browser.await("the strip", () -> browser.at("#cautions").isDisplayed());
        browser.screen("hot");
        encoder.fault("ingest-refused-key", "Twitch refused the stream key.", "Change the key.", "key");
        browser.awaitState("fault");
        assertThat(browser.text("#fix")).isEqualTo("Change the key");
        browser.screen("fault");
        browser.at(".light").click();
        browser.screen("fault-day");
        encoder.state("live");
        browser.awaitState("live");
        browser.screen("live-day");
        assertThat(overflow()).as("pixels too wide").isZero();
    }

    @ParameterizedTest
    @CsvSource({"360, 740", "1280, 800"})
    void whenThePackFallsSilentThePageSaysSoByItsOwnClock(int width, int height) throws Exception {
        open(width, height);
        encoder.state("live");
        browser.awaitState("live");
        control.freeze();
        try {
            browser.awaitState("stale");
            assertThat(browser.text("#word")).isEqualTo("NO NEWS");
            assertThat(browser.text("#say1")).contains("It was live.");
            assertThat(browser.at("#hold").isEnabled()).isFalse();
            assertThat(browser.at("html").getDomAttribute("data-onair")).isEqualTo("unknown");
            browser.await("the picture's age", () -> browser.text("#age").endsWith("old"));
            browser.screen("silent");
        } finally {
            control.thaw();
        }
        browser.awaitState("live");
        assertThat(browser.at("#hold").isEnabled()).isTrue();
    }

    @Test
    void settingsAreAppliedAndAnErrorStandsAtItsField() throws IOException {
        open(360, 740);
        browser.at("nav a[data-tab=settings]").click();
        browser.await(
                "the form",
                () -> !browser.driver.findElements(By.name("capture.rate")).isEmpty());
        new Select(browser.at("[name='capture.rate']")).selectByValue("60");
        browser.at("#apply").click();
        browser.await("the sentence", () -> browser.at("#err-capture-rate").isDisplayed());
        assertThat(browser.at("[name='capture.rate']").getDomAttribute("aria-invalid"))
                .isEqualTo("true");
        browser.run("document.getElementById('err-capture-rate').scrollIntoView({block: 'center'})");
        browser.screen("settings-error");
        new Select(browser.at("[name='capture.rate']")).selectByValue("25");
        new Select(browser.at("[name='destination.service']")).selectByValue("youtube");
        browser.at("[name='key']").sendKeys(KEY);
        browser.at("#apply").click();
        browser.await("the note", () -> browser.text("#applynote").startsWith("Applied"));
        assertThat(encoder.setting("capture", "rate")).isEqualTo("25");
        assertThat(encoder.setting("destination", "service")).isEqualTo("youtube");
        assertThat(encoder.keys()).anyMatch(body -> body.contains(KEY));
        assertThat(browser.driver.getPageSource()).doesNotContain(KEY);
        assertThat(browser.run("return document.querySelector('[name=key]').value"))
                .isEqualTo("");
        browser.run("scrollTo(0, 0)");
        browser.screen("settings");
        browser.at("#pairother").click();
        browser.await(
                "the square",
                () -> !browser.driver
                        .findElements(By.cssSelector("#paircode svg path"))
                        .isEmpty());
        browser.run("document.querySelector('#paircode').scrollIntoView({block: 'center'})");
        browser.screen("settings-pair");
    }

    @Test
    void aPictureForTheSlateIsMadeAsLargeAsTheStreamAndSent() throws IOException {
        Path photo = home.resolve("photo.png");
        ImageIO.write(new BufferedImage(4000, 2000, BufferedImage.TYPE_INT_RGB), "png", photo.toFile());
        Path text = Files.writeString(home.resolve("notes.png"), "no picture at all");
        open(360, 740);
        browser.at("nav a[data-tab=settings]").click();
        browser.await(
                "the form",
                () -> !browser.driver.findElements(By.name("slate.picture")).isEmpty());
        browser.at("[name='slate.picture']").sendKeys(photo.toString());
        browser.await("it is said", () -> browser.text("#slateis").equals("your picture"));
        BufferedImage sent = ImageIO.read(new ByteArrayInputStream(encoder.slate()));
        assertThat(sent.getWidth()).isEqualTo(1280);
        assertThat(sent.getHeight()).isEqualTo(640);
        browser.run("document.querySelector('[name=\"slate.picture\"]').scrollIntoView({block: 'center'})");
        browser.screen("settings-slate");
        browser.at("[name='slate.picture']").sendKeys(text.toString());
        browser.await("the sentence", () -> browser.at("#err-slate-picture").isDisplayed());
        browser.at("[data-row='slate.picture'] .forget").click();
        browser.await("the built-in one", () -> browser.text("#slateis").equals("the built-in one"));
        assertThat(encoder.slate()).isEmpty();
    }

    @Test
    void recordingsAreFetchedAndDeletedAfterAQuestion() throws IOException {
        open(360, 740);
        browser.at("nav a[data-tab=recordings]").click();
        browser.await("the list", () -> rows() == 3);
        assertThat(browser.text("#recnote")).isEqualTo("3 recordings, 0.8 GB.");
        assertThat(browser.text("#recs > li:nth-child(1)"))
                .contains("Recording", "12:34")
                .doesNotContain("Download");
        assertThat(link("#recs > li:nth-child(2) a")).isEqualTo("/api/recordings/00002/whole.mp4");
        assertThat(link("#recs > li:nth-child(2) details a")).isEqualTo("/api/recordings/00002-001");
        assertThat(link("#recs > li:nth-child(3) a")).isEqualTo("/api/recordings/00001-001");
        browser.screen("recordings");
        browser.at("#recs > li:nth-child(3) button").click();
        browser.await("a question", () -> browser.at("#sure").isDisplayed());
        assertThat(browser.text("#suretext")).startsWith("Delete the recording of");
        browser.at("#sure button[value=no]").click();
        assertThat(rows()).isEqualTo(3);
        browser.at("#recs > li:nth-child(3) button").click();
        browser.at("#sure button[value=yes]").click();
        browser.await("one less", () -> rows() == 2);
        assertThat(overflow()).as("pixels too wide").isZero();
    }

    private int rows() {
        return browser.driver.findElements(By.cssSelector("#recs > li")).size();
    }

    private String link(String where) {
        return String.valueOf(browser.at(where).getDomAttribute("href"));
    }

    @Test
    void theSmallestPhoneShowsAllAndLittleMotionMeansNone() throws IOException {
        open(320, 568, "--force-prefers-reduced-motion");
        for (String state : List.of("reconnecting", "live", "fault")) {
            encoder.state(state);
            browser.awaitState(state);
            assertThat(overflow()).as("pixels too wide in %s", state).isZero();
            assertThat(browser.run("return document.getAnimations().length")).isEqualTo(0L);
            browser.screen("small-" + state);
        }
        browser.at("nav a[data-tab=settings]").click();
        browser.await(
                "the form",
                () -> !browser.driver.findElements(By.name("capture.rate")).isEmpty());
        assertThat(overflow()).as("pixels too wide in settings").isZero();
    }

    private long overflow() {
        return ((Number) browser.run(
                        "return document.scrollingElement.scrollWidth - document.documentElement.clientWidth"))
                .longValue();
    }

    @Test
    void aTapOnALinkNamesIt() throws IOException {
        Path pack = home.resolve("named");
        try (LabSpeedify speedify = LabSpeedify.start(Files.createDirectories(pack.resolve("speedify")));
                ControlJar other = new ControlJar(pack, encoder.url(), speedify.cli())) {
            encoder.state("idle");
            browser = new Browser(360, 740, 2);
            browser.driver.get(other.url() + "/pair?code=" + ControlJar.CODE);
            browser.awaitState("idle");
            By row = By.cssSelector("[data-link=" + LabSpeedify.FIRST_PHONE + "] b");
            browser.await(
                    "the phone's row", () -> !browser.driver.findElements(row).isEmpty());
            aRowStaysInItsPlaceWhileItsFiguresChange(row);
            browser.driver.findElement(row).click();
            browser.await("the question", () -> browser.at("#naming").isDisplayed());
            browser.at("#linkname").sendKeys(LabSpeedify.SECOND_PHONE);
            browser.at("#namingform .main").click();
            browser.await("a sentence", () -> browser.text("#namingnote").contains("Another link has that name"));
            browser.at("#linkname").clear();
            browser.at("#linkname").sendKeys("Vodafone");
            browser.screen("naming");
            browser.at("#namingform .main").click();
            browser.await("the name", () -> browser.text("#links").contains("Vodafone"));
            assertThat(browser.at("#naming").isDisplayed()).isFalse();
            aLinkIsUsedAsItIsSaid(row);
            theTunnelIsSentElsewhereOnceThatIsMeant(speedify);
            assertThat(browser.complaints()).as("console").isEmpty();
            browser.close();
            browser = null;
        }
    }

    private void aRowStaysInItsPlaceWhileItsFiguresChange(By row) {
        WebElement name = browser.driver.findElement(row);
        WebElement line = name.findElement(By.xpath("ancestor::tr"));
        browser.run("arguments[0].closest('button').focus()", name);
        for (int changes = 0; changes < 3; changes++) {
            String said = line.getText();
            browser.await("other figures", () -> !line.getText().equals(said));
        }
        assertThat(browser.run("return document.activeElement.dataset.link")).isEqualTo(LabSpeedify.FIRST_PHONE);
    }

    private void aLinkIsUsedAsItIsSaid(By row) throws IOException {
        browser.driver.findElement(row).click();
        browser.await("the question", () -> browser.at("#policy").isDisplayed());
        new Select(browser.at("#linkuse")).selectByValue("backup");
        browser.at("#capmonth").sendKeys("a lot");
        browser.at("#namingform .main").click();
        browser.await("a sentence", () -> browser.text("#namingnote").contains("gigabytes"));
        browser.at("#capmonth").clear();
        browser.at("#capmonth").sendKeys("20");
        browser.screen("policy");
        browser.at("#namingform .main").click();
        browser.await("what it is used for", () -> browser.text("#links").contains("Backup"));
        browser.await("its cap", () -> browser.text("#links").contains("of 20"));
    }

    private void theTunnelIsSentElsewhereOnceThatIsMeant(LabSpeedify speedify) throws IOException {
        encoder.state("live");
        browser.awaitState("live");
        browser.await("the mode", () -> browser.text("#bondtext").contains("streaming"));
        browser.run("document.getElementById('bond').click()");
        browser.await(
                "the places",
                () -> browser.at("#bondserver")
                                .findElements(By.tagName("option"))
                                .size()
                        > 3);
        assertThat(browser.text("#bondchanged")).contains("mode streaming");
        new Select(browser.at("#bondserver")).selectByValue("gb-london-4");
        browser.screen("bond");
        String before = speedify.server();
        browser.at("#bondform .main").click();
        browser.await("whether that is meant", () -> browser.at("#sure").isDisplayed());
        assertThat(speedify.server()).isEqualTo(before);
        browser.at("#sure button[value=yes]").click();
        browser.await("the other place", () -> browser.text("#bondtext").contains("gb-london-4"));
        assertThat(browser.at("#bonding").isDisplayed()).isFalse();
    }
}
