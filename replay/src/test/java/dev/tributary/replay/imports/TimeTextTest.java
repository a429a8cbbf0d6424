package dev.tributary.replay.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
    @ParameterizedTest
    @CsvSource({
        "1700000000, 2023-11-14T22:13:20Z",
        "1700000000.25, 2023-11-14T22:13:20.250Z",
        "1.7E9, 2023-11-14T22:13:20Z",
        "1700000000123, 2023-11-14T22:13:20.123Z",
        "1700000000123456, 2023-11-14T22:13:20.123Z",
        "1700000000123456789, 2023-11-14T22:13:20.123Z",
        "0, 1970-01-01T00:00:00Z",
        "20231114, 2023-11-14T00:00:00Z",
        "2023-11-14, 2023-11-14T00:00:00Z",
        "2023-11-14 22:13, 2023-11-14T22:13:00Z",
        "2023-11-14T22:13:20, 2023-11-14T22:13:20Z",
        "2023-11-14T22:13:20.5Z, 2023-11-14T22:13:20.500Z",
        "2023-11-14 22:13:20 UTC, 2023-11-14T22:13:20Z",
        "2023-11-14 22:13:20 Europe/Paris, 2023-11-14T21:13:20Z",
        "2023-11-14T22:13:20+01:00, 2023-11-14T21:13:20Z",
        "2023-11-14 22:13:20 +0100, 2023-11-14T21:13:20Z"
    })
    void readsATimeAsDataSetsWriteIt(String text, String expected) throws BadRowException {
        assertThat(TimeText.parse(text)).isEqualTo(Instant.parse(expected));
    }

    @Test
    void anItemMayBeFromBefore1970() throws BadRowException {
        assertThat(TimeText.date("1942-11-26")).isEqualTo(Instant.parse("1942-11-26T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "", "NaN", "2023-13-01", "20231345", "14/11/2023", "-5", "1e99", "1969-12-31"})
    void refusesWhatIsNoTime(String text) {
        assertThatThrownBy(() -> TimeText.parse(text)).isInstanceOf(BadRowException.class);
    }
}
