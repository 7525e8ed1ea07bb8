package dev.usher.app.cli;

import dev.usher.app.credentials.StoredHashes;
import dev.usher.app.launch.JobLaunchService;
import dev.usher.app.launch.JobRequest;
import dev.usher.app.launch.Submission;
import dev.usher.app.launch.Submitted;
import dev.usher.app.notice.WebhookService;
import dev.usher.app.problem.ProblemException;
import dev.usher.app.schedule.JobScheduleService;
import dev.usher.app.security.client.Clients;
import dev.usher.app.security.token.SigningKeys;
import dev.usher.app.status.AbsentUser;
import dev.usher.app.status.JobFilter;
import dev.usher.app.status.JobRejects;
import dev.usher.app.status.JobStatusService;
import dev.usher.app.status.JobView;
import dev.usher.app.users.UserService;
import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.connection.Strategy;
import dev.usher.jobs.exporting.UserExportRequest;
import dev.usher.jobs.external.ExternalStores;
import dev.usher.jobs.importing.RejectedRecords.Gathered;
import dev.usher.jobs.importing.RetryOptions;
import dev.usher.jobs.importing.UserImportRequest;
import dev.usher.jobs.importing.rejection.ErrorCount;
import dev.usher.jobs.importing.rejection.StoredRowError;
import dev.usher.jobs.testkit.ImportRequests;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An application without a database, whose jobs end as the test says. */
final class FakeEngine implements Engine, JobLaunchService, JobStatusService, JobRejects {

    /** Of jobs that were not submitted here. */
    private static final UserImportRequest REQUEST =
            ImportRequests.plain("con_0000000000000001", Path.of("/data/users.ndjson"));

    /** Where rejected records were last written to. */
    @Nullable
    Path exportedTo;

    final FakeConnections connections = new FakeConnections();
    ExternalStores stores = ExternalStores.none();
    final FakeSchedules schedules = new FakeSchedules();
    final FakeClients clients = new FakeClients();
    final FakeKeys keys = new FakeKeys();
    final List<UserImportRequest> submitted = new ArrayList<>();
    final List<UserExportRequest> exports = new ArrayList<>();
    final List<String> retries = new ArrayList<>();
    final List<String> ran = new ArrayList<>();
    final Deque<Duration> leases = new ArrayDeque<>();
    final Deque<String> followers = new ArrayDeque<>();
    final Map<String, JobView> jobs = new LinkedHashMap<>();
    final List<StoredRowError> errors = new ArrayList<>();
    final List<AbsentUser> absent = new ArrayList<>();
    List<ErrorCount> counts = List.of();
    Map<String, Long> warnings = Map.of();

    @Nullable
    String stored;

    /** Whether nobody runs any job any more. */
    boolean abandoned;

    /** Whether the database does not answer. */
    boolean away;

    /** Whether the file for rejected records can be written. */
    boolean writesRejects = true;

    /** Whether an export was fetched to its end. */
    boolean fetched;

    boolean closed;

    /** What happens when a job is told to stop. */
    Runnable whenStopped = () -> {};

    FakeEngine() {
        connections.create("acme", Strategy.of("auth0"), ConnectionOptions.DEFAULTS);
        endsAs(Jobs.completed(2, 0, 0));
    }

    /** How the next job will have ended. */
    void endsAs(JobView job) {
        jobs.put(job.id(), job);
    }

    @Override
    public String submitHere(JobRequest request) {
        if (request instanceof JobRequest.OfImport imported) {
            submitted.add(imported.document());
        } else if (request instanceof JobRequest.OfExport export) {
            exports.add(export.document());
        }
        return Jobs.ID;
    }

    @Override
    public Optional<String> followHere(String jobId) {
        return Optional.ofNullable(followers.poll());
    }

    @Override
    public Submitted submit(JobRequest request, Submission submission) {
        throw new AssertionError();
    }

    @Override
    public void restart(String jobId) {
        throw new AssertionError();
    }

    @Override
    public void delete(String jobId) {
        throw new AssertionError();
    }

    @Override
    public Optional<Duration> restartHere(String jobId) {
        require(jobId);
        return Optional.ofNullable(leases.poll());
    }

    @Override
    public void run(String jobId) {
        ran.add(jobId);
        if (request(jobId) instanceof JobRequest.OfImport request) {
            var errorsTo = request.document().errorsTo();
            if (errorsTo != null && writesRejects) {
                write(Path.of(errorsTo));
            }
        }
    }

    private static void write(Path rejects) {
        try {
            Files.writeString(rejects, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop(String jobId) {
        require(jobId);
        whenStopped.run();
    }

    @Override
    public boolean isAbandoned(String jobId) {
        require(jobId);
        return abandoned;
    }

    @Override
    public JobRequest request(String jobId) {
        if (require(jobId).work() instanceof JobView.Export) {
            return new JobRequest.OfExport(exports.isEmpty() ? Jobs.EXPORT : exports.get(exports.size() - 1));
        }
        return new JobRequest.OfImport(submitted.isEmpty() ? REQUEST : submitted.get(submitted.size() - 1));
    }

    @Override
    public JobView require(String jobId) {
        if (away) {
            throw new IllegalStateException("the database is away");
        }
        return Optional.ofNullable(jobs.get(jobId)).orElseThrow(() -> ProblemException.noJob(jobId));
    }

    @Override
    public List<JobView> list(JobFilter filter, int limit) {
        return jobs.values().stream()
                .filter(j -> filter.status().isEmpty() || filter.status().get() == j.status())
                .limit(limit)
                .toList();
    }

    @Override
    public List<StoredRowError> errors(String jobId, long afterRecord, int limit) {
        return errors.stream()
                .filter(e -> e.record() > afterRecord && e.record() <= afterRecord + limit)
                .toList();
    }

    @Override
    public Gathered requireGathered(String jobId) {
        require(jobId);
        return new Gathered("rejected.ndjson", false, 0);
    }

    @Override
    public void export(String jobId, Path target) {
        require(jobId);
        exportedTo = target;
    }

    @Override
    public UserImportRequest retry(String jobId, RetryOptions options) {
        retries.add(jobId + " " + options);
        return REQUEST;
    }

    @Override
    public JobRejects rejects() {
        return this;
    }

    @Override
    public List<ErrorCount> errorCounts(String jobId) {
        return counts;
    }

    @Override
    public List<AbsentUser> absentUsers(String jobId, String after, int limit) {
        return absent.stream()
                .filter(user -> user.userId().compareTo(after) > 0)
                .limit(limit)
                .toList();
    }

    @Override
    public Map<String, Long> warnings(String jobId) {
        return warnings;
    }

    @Override
    public JobLaunchService launch() {
        return this;
    }

    @Override
    public JobStatusService status() {
        return this;
    }

    @Override
    public Connections connections() {
        return connections;
    }

    @Override
    public ExternalStores stores() {
        return stores;
    }

    @Override
    public UserService users() {
        throw new AssertionError();
    }

    @Override
    public JobScheduleService schedules() {
        return schedules;
    }

    @Override
    public Clients clients() {
        return clients;
    }

    @Override
    public SigningKeys signingKeys() {
        return keys;
    }

    @Override
    public WebhookService webhooks() {
        throw new AssertionError();
    }

    @Override
    public StoredHashes storedHashes() {
        throw new AssertionError();
    }

    @Override
    public Path store(InputStream input) {
        try {
            stored = new String(input.readAllBytes(), StandardCharsets.UTF_8);
            return Path.of("/store/input-1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Path newStoredExport() {
        return Path.of("/store/export-1");
    }

    @Override
    public boolean hasExport(Path export) {
        return !fetched;
    }

    @Override
    public void fetchExport(Path export, OutputStream out) throws IOException {
        out.write(("the file " + export + "\n").getBytes(StandardCharsets.UTF_8));
        fetched = true;
    }

    @Override
    public void close() {
        closed = true;
    }
}
