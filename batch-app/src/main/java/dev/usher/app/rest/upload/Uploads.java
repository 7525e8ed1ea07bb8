package dev.usher.app.rest.upload;

import dev.usher.app.rest.answer.ApiException;
import dev.usher.jobs.file.FileStore;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.commons.fileupload2.core.FileUploadSizeException;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads forms with one file; shared by all requests. */
public final class Uploads {

    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);

    private static final int MAX_PARTS = 50;

    private final FileStore store;
    private final UploadProperties properties;

    public Uploads(FileStore store, UploadProperties properties) {
        this.store = store;
        this.properties = properties;
    }

    /**
     * Reads a {@code multipart/form-data} body to its end. Its parts may come in any order; a file that was stored is
     * removed again if the rest can't be read.
     *
     * @param filePart the name of the part that is the file
     * @throws ApiException if it is no such body, too large, or not complete
     */
    public Upload read(HttpServletRequest request, String filePart) {
        if (!JakartaServletFileUpload.isMultipartContent(request)) {
            throw invalid();
        }
        var form = new Form(store, filePart);
        try {
            addParts(request, form);
            return form.complete();
        } catch (FileUploadSizeException e) {
            form.discard();
            if (e.getPermitted() != properties.maxSize().toBytes()) {
                throw ApiException.invalidBody("The name or a header of a part is too long", "");
            }
            throw ApiException.of(413, "Payload content length greater than maximum allowed: " + e.getPermitted());
        } catch (IOException | IllegalArgumentException e) {
            // Malformed, cut off, or too slow; whoever sent it may be gone.
            LOG.info("An upload ended early: {}", e.getClass().getSimpleName());
            form.discard();
            throw invalid();
        } catch (RuntimeException | Error e) {
            form.discard();
            throw e;
        }
    }

    private void addParts(HttpServletRequest request, Form form) throws IOException {
        var reader = new JakartaServletFileUpload<>();
        reader.setSizeMax(properties.maxSize().toBytes());
        var parts = reader.getItemIterator(request);
        if (!parts.hasNext()) {
            // Also what a body without its boundary looks like.
            throw invalid();
        }
        for (int count = 1; parts.hasNext(); count++) {
            if (count > MAX_PARTS) {
                throw ApiException.invalidBody("Too many parts, maximum " + MAX_PARTS, "");
            }
            form.add(parts.next());
        }
    }

    private static ApiException invalid() {
        return ApiException.invalidBody("Invalid multipart payload format", "");
    }
}
