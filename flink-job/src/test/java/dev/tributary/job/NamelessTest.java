package dev.tributary.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What flows and what is remembered, in words: Flink puts elements into its messages, and those go to logs. */
class NamelessTest {
    private static final String PERSONAL = "personal7f3a";
    private static final List<String> STAGES =
            List.of("source", "encode", "relate", "profile", "interest", "retrieve", "rank", "sink");

    /** Components that are made of our own words. */
    private static final Set<String> OURS = Set.of("topic", "stage", "reason");

    static Stream<Class<?>> records() {
        return new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(STAGES.stream()
                                .map("dev.tributary.job."::concat)
                                .toList())
                        .stream()
                        .filter(JavaClass::isRecord)
                        .filter(JavaClass::isTopLevelClass)
                        .filter(type -> !type.getSimpleName().endsWith("Config"))
                        .map(JavaClass::reflect);
    }

    @ParameterizedTest
    @MethodSource("records")
    void aRecordInWordsHoldsNoIdAndNoText(Class<?> type) throws Exception {
        assertThat(personal(type).toString()).isNotBlank().doesNotContain(PERSONAL);
    }

    /** A value of the type with the word in all its ids and texts. */
    private static Object personal(Class<?> type) throws ReflectiveOperationException {
        if (type.isRecord()) {
            return personalRecord(type);
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        Map<Class<?>, Object> values = Map.of(
                String.class,
                PERSONAL,
                List.class,
                List.of(PERSONAL),
                Set.class,
                Set.of(PERSONAL),
                Long.class,
                0L,
                byte[].class,
                PERSONAL.getBytes(UTF_8),
                boolean.class,
                false);
        return values.getOrDefault(type, type.isArray() ? Array.newInstance(type.getComponentType(), 1) : 0);
    }

    private static Object personal(RecordComponent component) throws ReflectiveOperationException {
        return component.getGenericType() instanceof ParameterizedType map && component.getType() == Map.class
                ? Map.of(PERSONAL, personal((Class<?>) map.getActualTypeArguments()[1]))
                : personal(component.getType());
    }

    private static Object personalRecord(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        var values = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            values[i] = OURS.contains(components[i].getName()) ? "ours" : personal(components[i]);
        }
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }
}
