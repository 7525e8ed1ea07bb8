package dev.usher.app.rest.download;

import dev.usher.app.launch.JobRequest;
import dev.usher.app.rest.answer.ApiException;
import dev.usher.app.status.JobStatusService;
import dev.usher.app.status.JobView.Export;
import dev.usher.app.status.JobView.Exported;
import dev.usher.jobs.exporting.UserExportRequest.Format;
import dev.usher.jobs.exporting.UserExportRequest.Target;
import dev.usher.jobs.file.FileStore;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Hands out the files of exports, also in parts, to whoever has a link. */
@RestController
final class ExportDownloadController {

    private static final MediaType NDJSON = new MediaType("application", "x-ndjson");
    private static final MediaType CSV = new MediaType("text", "csv");
    private static final MediaType GZIP = new MediaType("application", "gzip");

    private final SignedLinks links;
    private final JobStatusService status;
    private final FileStore files;

    ExportDownloadController(SignedLinks links, JobStatusService status, FileStore files) {
        this.links = links;
        this.status = status;
        this.files = files;
    }

    @GetMapping(ExportLinks.PATH + "{id}/{name}")
    ResponseEntity<Resource> download(
            @PathVariable String id,
            @PathVariable String name,
            @RequestParam(name = "Expires", defaultValue = "0") long expires,
            @RequestParam(name = "Signature", defaultValue = "") String signature) {
        if (!links.isGood(ExportLinks.path(id, name), expires, signature)) {
            throw ApiException.of(
                    403, "The link is not valid, or not any more. Ask for the job again: it has a new one.");
        }
        if (status.require(id).work() instanceof Export export
                && export.result().isPresent()
                && status.request(id) instanceof JobRequest.OfExport request) {
            var target = request.document().target();
            return answer(
                    target,
                    type(request.document().format(), target),
                    export.result().get());
        }
        throw gone();
    }

    private ResponseEntity<Resource> answer(Target target, MediaType type, Exported exported) {
        var file =
                files.find(String.valueOf(Path.of(target.path()).getFileName())).orElseThrow(() -> gone());
        var digest = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(exported.sha256()));
        return ResponseEntity.ok()
                .contentType(type)
                .eTag("\"" + exported.sha256() + "\"")
                .header("Repr-Digest", "sha-256=:" + digest + ":")
                .header("Digest", "sha-256=" + digest)
                .header(
                        "Content-Disposition",
                        ContentDisposition.attachment()
                                .filename(target.name())
                                .build()
                                .toString())
                .body(new FileSystemResource(files.requireLocalPath(file.name())));
    }

    private static ApiException gone() {
        return ApiException.of(404, "The file of the job is not there any more.", "inexistent_file");
    }

    private static MediaType type(Format format, Target target) {
        if (target.gzip()) {
            return GZIP;
        }
        return format == Format.CSV ? CSV : NDJSON;
    }
}
