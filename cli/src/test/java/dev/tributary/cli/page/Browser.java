package dev.tributary.cli.page;

import dev.tributary.cli.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Debian's Chromium without a window, at the page. */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final ChromeDriver driver;
    private final String url;
    private final Path data;

    Browser(String url, String language, Path data) {
        this.url = url;
        this.data = data;
        var options = new ChromeOptions();
        options.setBinary(Tools.find("chromium").orElseThrow().toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + data,
                "--accept-lang=" + language,
                "--window-size=1300,1000");
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(
                                Tools.find("chromedriver").orElseThrow().toFile())
                        .build(),
                options);
    }

    static void need() {
        Tools.need("chromium", "Debian: apt-get install chromium");
        Tools.need("chromedriver", "Debian: apt-get install chromium-driver");
    }

    /** Opens the page at a user, anew. */
    void open(String user) {
        driver.get("about:blank");
        driver.get(url + (user.isEmpty() ? "" : "/#" + user));
    }

    void awaitText(String css, String text) {
        awaitTrue(css + " says " + text, () -> text(css).contains(text));
    }

    void awaitSome(String css) {
        awaitTrue(
                css + " is there",
                () -> !driver.findElements(By.cssSelector(css)).isEmpty());
    }

    void awaitTrue(String what, Condition condition) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .ignoreException(StaleElementReferenceException.class)
                .until(condition::holds);
    }

    /** Something to wait for. */
    interface Condition {
        boolean holds();
    }

    /** @return the text of all that match, as it is in the document */
    String text(String css) {
        Object text = driver.executeScript(
                "return [...document.querySelectorAll(arguments[0])].map(one => one.textContent).join('\\n')", css);
        return String.valueOf(text);
    }

    void click(String css) {
        WebElement element = driver.findElement(By.cssSelector(css));
        driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
        new Actions(driver).moveToElement(element).click().perform();
    }

    void type(String css, String text) {
        driver.findElement(By.cssSelector(css)).sendKeys(text);
    }

    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** @return what has the focus, as the result of a JavaScript expression on {@code document.activeElement} */
    String focused(String property) {
        return String.valueOf(driver.executeScript("return document.activeElement." + property));
    }

    Object evaluate(String script) {
        Object value = driver.executeScript("return " + script);
        if (value == null) {
            throw new AssertionError(script + " is nothing");
        }
        return value;
    }

    void beAPhone() {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 390, "height", 844, "deviceScaleFactor", 2, "mobile", true));
    }

    void beADesktop() {
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    /** @return what the browser complained of since it was asked last */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(entry -> entry.getMessage())
                .toList();
    }

    static final CharSequence ENTER = Keys.ENTER;
    static final CharSequence DOWN = Keys.ARROW_DOWN;
    static final CharSequence RIGHT = Keys.ARROW_RIGHT;

    @Override
    public void close() throws IOException {
        driver.quit();
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
