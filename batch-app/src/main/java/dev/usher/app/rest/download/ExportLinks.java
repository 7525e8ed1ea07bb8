package dev.usher.app.rest.download;

import dev.usher.app.status.JobStatus;
import dev.usher.app.status.JobView;
import dev.usher.app.status.JobView.Export;
import java.util.Optional;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Gives out links to the files of exports; shared by all requests. */
public final class ExportLinks {

    static final String PATH = "/files/exports/";

    private final SignedLinks links;
    private final String baseUrl;

    /** @param baseUrl empty for the address of each request */
    ExportLinks(SignedLinks links, String baseUrl) {
        this.baseUrl = baseUrl.replaceAll("/+$", "");
        this.links = links;
    }

    /**
     * A link to the file of an export, under the address of the server. Empty unless the export is
     * completed and its file is one that is fetched over HTTP.
     */
    public Optional<String> location(JobView job) {
        if (job.status() != JobStatus.COMPLETED || !(job.work() instanceof Export export) || !export.download()) {
            return Optional.empty();
        }
        var base = baseUrl.isBlank()
                ? ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString()
                : baseUrl;
        return Optional.of(base + links.link(path(job.id(), export.file())));
    }

    static String path(String jobId, String name) {
        return PATH + jobId + "/" + name;
    }
}
