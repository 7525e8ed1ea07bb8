package dev.usher.app.rest.upload;

import dev.usher.app.rest.answer.ApiException;
import dev.usher.jobs.digest.Sha256;
import dev.usher.jobs.file.FileKind;
import dev.usher.jobs.file.FileStore;
import dev.usher.jobs.file.StoredFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.jspecify.annotations.Nullable;

/** The parts of a form as they arrive; one per request. */
final class Form {

    private static final int MAX_TEXT_BYTES = 1 << 16;
    private static final int MAX_NAME_CHARS = 255;

    private final FileStore store;
    private final String filePart;
    private final Map<String, String> texts = new LinkedHashMap<>();
    private @Nullable StoredFile file;
    private String fileName = "";
    private String sha256 = "";

    Form(FileStore store, String filePart) {
        this.store = store;
        this.filePart = filePart;
    }

    void add(FileItemInput part) throws IOException {
        var name = Optional.ofNullable(part.getFieldName()).orElse("");
        if (!name.equals(filePart)) {
            texts.put(name, text(part, name));
        } else if (file == null) {
            keep(part);
        } else {
            throw ApiException.invalidBody("There is more than one part " + filePart, filePart);
        }
    }

    private void keep(FileItemInput part) throws IOException {
        var given = Optional.ofNullable(part.getName()).orElse("");
        fileName = given.substring(0, Math.min(given.length(), MAX_NAME_CHARS));
        var digest = Sha256.start();
        try (var bytes = new DigestInputStream(part.getInputStream(), digest)) {
            file = store.create(FileKind.INPUT, bytes);
        }
        sha256 = Sha256.end(digest);
    }

    private static String text(FileItemInput part, String name) throws IOException {
        try (var bytes = part.getInputStream()) {
            var text = bytes.readNBytes(MAX_TEXT_BYTES + 1);
            if (text.length > MAX_TEXT_BYTES) {
                throw ApiException.invalidBody("String is too long, maximum " + MAX_TEXT_BYTES, name);
            }
            return new String(text, StandardCharsets.UTF_8);
        }
    }

    Upload complete() {
        return new Upload(Optional.ofNullable(file), fileName, sha256, texts);
    }

    /** Nobody will use what was stored. */
    void discard() {
        if (file != null) {
            store.delete(file.name());
        }
    }
}
