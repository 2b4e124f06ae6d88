package org.signet.cli;

import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.signet.House;
import org.signet.key.KeyAccessException;
import org.signet.userfile.SecretFile;
import org.signet.userfile.UserFilesCare.Report;

/** The users' files and the files with PINs, with their rights, and the clock; without a secret. */
record FileChecks(House house) {
    private static final String USER_FILE = "user file";
    private static final Duration SLACK = Duration.ofMinutes(10);

    List<Finding> findings() {
        List<Finding> found = new ArrayList<>();
        userFile(found);
        house.secretFiles().forEach(file -> secretFile(file, found));
        found.add(clock());
        return found;
    }

    private void userFile(List<Finding> found) {
        String where = house.files().where();
        if (!house.files().exists()) {
            found.add(Finding.note(USER_FILE, where + " is not there: nobody is enrolled"));
            return;
        }
        try {
            Report report = house.files().care().check(done -> {});
            report.troubles().forEach(t -> found.add(Finding.of(USER_FILE, t.reason(), t.what())));
            if (report.troubles().isEmpty()) {
                found.add(Finding.well(USER_FILE, where + ", " + UserfileCommand.users(report.users())));
                found.add(self());
            }
        } catch (KeyAccessException e) {
            found.add(Finding.of(USER_FILE, e));
        }
    }

    private Finding self() {
        String name = house.user();
        boolean enrolled = house.files().directory().user(name).isPresent();
        return Finding.note("user", Text.shown(name) + (enrolled ? " is enrolled" : " is not enrolled"));
    }

    private static void secretFile(File file, List<Finding> found) {
        try {
            SecretFile.at(file).check();
            found.add(Finding.well("pin.file", file + ", yours alone"));
        } catch (KeyAccessException e) {
            found.add(Finding.of("pin.file", e));
        }
    }

    /** What was written lies in the past, unless the clock is wrong. */
    private Finding clock() {
        Instant now = Instant.now();
        Optional<File> ahead = written()
                .filter(f -> Instant.ofEpochMilli(f.lastModified()).isAfter(now.plus(SLACK)))
                .findFirst();
        return ahead.map(f -> Finding.fault(
                        "clock",
                        "it is " + now + ", and " + f + " was written at " + Instant.ofEpochMilli(f.lastModified()),
                        "set the clock; a wrong one makes certificates invalid and waits long"))
                .orElseGet(() -> Finding.well("clock", now.toString()));
    }

    private Stream<File> written() {
        File users = new File(house.files().where(), "users");
        return Stream.concat(
                Stream.concat(Jdk.ownJar().stream(), Stream.of(users)),
                Stream.ofNullable(users.listFiles())
                        .flatMap(Stream::of)
                        .filter(f -> f.getName().endsWith(".user")));
    }
}
