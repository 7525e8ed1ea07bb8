package dev.usher.app.cli;

import dev.usher.jobs.external.FileSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A source as the members of a JSON object that a server reads. */
final class SourceMembers {

    private SourceMembers() {}

    static Map<String, Object> of(FileSource source) {
        var members = new LinkedHashMap<String, Object>();
        Optional.ofNullable(source.store()).ifPresent(store -> members.put("store", store));
        Optional.ofNullable(source.pattern()).ifPresent(pattern -> members.put("pattern", pattern));
        Optional.ofNullable(source.url()).ifPresent(url -> members.put("url", url));
        members.put("take", literal(source.take()));
        members.put("if_missing", literal(source.ifMissing()));
        members.put("if_unchanged", literal(source.ifUnchanged()));
        return members;
    }

    private static String literal(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
