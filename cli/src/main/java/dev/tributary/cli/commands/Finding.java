package dev.tributary.cli.commands;

/**
 * One line of the doctor.
 *
 * @param state {@code ok}, {@code warn}: it will run, but not well, or {@code fail}
 * @param remedy what to do, empty if all is well
 */
record Finding(String state, String what, String found, String remedy) {
    static Finding ok(String what, String found) {
        return new Finding("ok", what, found, "");
    }

    static Finding warn(String what, String found, String remedy) {
        return new Finding("warn", what, found, remedy);
    }

    static Finding fail(String what, String found, String remedy) {
        return new Finding("fail", what, found, remedy);
    }
}
