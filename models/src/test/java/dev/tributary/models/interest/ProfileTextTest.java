package dev.tributary.models.interest;

import static dev.tributary.models.interest.Story.past;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileTextTest {
    @Test
    void isEmptyForAnEmptyProfile() {
        assertThat(ProfileText.of(UserProfile.empty(), Wording.of("en"))).isEmpty();
    }

    @Test
    void tellsTheNewestFirstAndThenWhatTheUserComesBackTo() {
        UserProfile profile = UserProfile.empty()
                .add(behavior("purchase", "Green tea", "shop", 1), List.of("tea"))
                .add(behavior("purchase", "Tea pot", "shop", 2), List.of("tea", "kitchen"))
                .add(behavior("watch", "Kyoto in autumn", "video", 3), List.of("travel"));

        assertThat(ProfileText.of(profile, Wording.of("en"))).isEqualTo("""
                        watched Kyoto in autumn (video)
                        bought Tea pot (shop)
                        bought Green tea (shop)
                        often in shop: tea, kitchen
                        often in video: travel""");
    }

    @Test
    void speaksChinese() {
        UserProfile profile = UserProfile.empty().add(behavior("purchase", "龙井茶", "商城", 1), List.of("茶叶", "饮品"));

        assertThat(ProfileText.of(profile, Wording.of("zh"))).isEqualTo("购买了龙井茶（商城）\n常在商城关注：茶叶、饮品");
    }

    @Test
    void passesOverWhatHasNoWords() {
        UserProfile profile = UserProfile.empty().add(behavior("view", "", "shop", 1), List.of());

        assertThat(ProfileText.of(profile, Wording.of("en"))).isEmpty();
    }

    @Test
    void cutsLongTitlesBetweenCharacters() {
        String title = "𝄞".repeat(100);
        UserProfile profile = UserProfile.empty().add(behavior("listen", title, "music", 1), List.of());

        assertThat(ProfileText.of(profile, Wording.of("en"))).isEqualTo("listened to " + "𝄞".repeat(40) + "… (music)");
    }

    @Test
    void cutsWhatElseOthersWrote() {
        UserProfile profile =
                UserProfile.empty().add(behavior("x".repeat(256), "Pan", "shop", 1), List.of("y".repeat(81)));

        assertThat(ProfileText.of(profile, Wording.of("en")))
                .isEqualTo("x".repeat(79) + "… Pan (shop)\noften in shop: " + "y".repeat(79) + "…");
    }

    @Test
    void anActionWithoutWordsStandsForItself() {
        assertThat(Wording.of("en").action("juggle")).isEqualTo("juggle");
        assertThat(Wording.of("zh").action("view")).isEqualTo("浏览了");
        assertThat(Wording.of("fr").action("view")).isEqualTo("viewed");
    }

    private static PastBehavior behavior(String action, String title, String scenario, long at) {
        PastBehavior past = past(title, scenario, at);
        return new PastBehavior(past.eventKey(), past.itemId(), past.itemKey(), scenario, action, title, 1, at, null);
    }
}
