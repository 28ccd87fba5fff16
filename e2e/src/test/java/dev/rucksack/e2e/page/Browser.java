package dev.rucksack.e2e.page;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Debian's chromium at a given size, and what a person does with it. */
public final class Browser implements AutoCloseable {

    private static final Path SCREENS = Path.of("target", "screens");

    final ChromeDriver driver;
    private final int width;

    public Browser(int width, int height, double scale, String... flags) {
        this.width = width;
        ChromeOptions options = new ChromeOptions();
        options.setBinary("/usr/bin/chromium");
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--lang=en");
        options.addArguments(flags);
        options.setExperimentalOption(
                "mobileEmulation",
                Map.of("deviceMetrics", Map.of("width", width, "height", height, "pixelRatio", scale, "touch", false)));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File("/usr/bin/chromedriver"))
                .usingAnyFreePort()
                .build();
        driver = new ChromeDriver(service, options);
    }

    public void open(String url) {
        driver.get(url);
    }

    WebElement at(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    public String text(String css) {
        return String.valueOf(driver.executeScript("return document.querySelector(arguments[0]).textContent", css));
    }

    /** Waits for what the page says of itself. */
    public void awaitState(String state) {
        new WebDriverWait(driver, Duration.ofSeconds(20))
                .withMessage("state " + state)
                .until(d -> state.equals(run("return document.documentElement.dataset.state")));
    }

    public void await(String what, java.util.function.BooleanSupplier condition) {
        new WebDriverWait(driver, Duration.ofSeconds(20)).withMessage(what).until(d -> condition.getAsBoolean());
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Draws the page as a person sees it, to {@code target/screens/NAME-WIDTH.png}. */
    public void screen(String name) throws IOException {
        Files.createDirectories(SCREENS);
        Files.write(SCREENS.resolve(name + "-" + width + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    /** What the console holds since the last call, but for answers that the page asks for and expects to be refused. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .filter(message -> !message.contains("Failed to load resource") || !message.contains("/api/"))
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
