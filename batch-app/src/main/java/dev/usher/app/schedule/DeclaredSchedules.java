package dev.usher.app.schedule;

import dev.usher.app.launch.JobRequest;
import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.app.problem.WrongSettingException;
import dev.usher.app.schedule.DeclaredSchedulesProperties.Declared;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Brings the schedules of the database up to what the configuration declares. */
final class DeclaredSchedules {

    private static final Logger LOG = LoggerFactory.getLogger(DeclaredSchedules.class);

    private final Schedules schedules;
    private final StoredJobSchedules service;

    DeclaredSchedules(Schedules schedules, StoredJobSchedules service) {
        this.schedules = schedules;
        this.service = service;
    }

    /** @throws WrongSettingException if one of them can't be */
    void apply(Map<String, Declared> declared) {
        declared.forEach(this::apply);
        for (var schedule : schedules.list()) {
            if (schedule.declared() && !declared.containsKey(schedule.name())) {
                var unused = service.change(schedule.id(), Changes::undeclared);
                LOG.warn("Schedule {} is not declared any more: it is paused, and can be deleted", schedule.id());
            }
        }
    }

    private void apply(String name, Declared declared) {
        var draft = draft(name, declared);
        try {
            if (schedules.find(name).isEmpty()) {
                insert(draft);
            }
            var present = schedules.find(name).orElseThrow();
            requireConfigured(present);
            var unused = service.change(present.id(), s -> Changes.declared(s, draft));
        } catch (ProblemException e) {
            throw new WrongSettingException("usher.schedules." + name + ": " + e.getMessage());
        }
    }

    /** Whoever made one of the same name by hand would miss it, and what is known of its runs would be another's. */
    private static void requireConfigured(Schedule present) {
        if (!present.configured()) {
            throw new ProblemException(
                    ProblemType.SCHEDULE_CONFLICT,
                    "There is a schedule of this name already (" + present.id() + "), which the configuration did not"
                            + " make. Rename one of them, as by 'usher schedules update " + present.id()
                            + " --name OTHER', or delete that one by 'usher schedules delete " + present.id() + "'.");
        }
    }

    private void insert(ScheduleDraft draft) {
        try {
            var unused = service.insert(draft, true);
        } catch (ProblemException e) {
            if (e.type() != ProblemType.SCHEDULE_CONFLICT) {
                throw e;
            }
            LOG.info("Another server that starts has made the schedule");
        }
    }

    private static ScheduleDraft draft(String name, Declared declared) {
        boolean imports = declared.importing() != null;
        var request = imports ? declared.importing() : declared.exporting();
        if (declared.cron() == null || request == null || (imports && declared.exporting() != null)) {
            throw new WrongSettingException("usher.schedules." + name + " needs a cron expression, and either importing"
                    + " or exporting with the request of a job");
        }
        return new ScheduleDraft(
                name,
                declared.cron(),
                declared.zone(),
                imports ? JobRequest.OfImport.TYPE : JobRequest.OfExport.TYPE,
                object(name, request),
                declared.misfire(),
                declared.allowOverlap(),
                declared.paused(),
                Optional.empty());
    }

    private static ObjectNode object(String name, String text) {
        try {
            if (JsonMapper.shared().readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            LOG.debug("No JSON at all");
        }
        throw new WrongSettingException("usher.schedules." + name + ": the request is no JSON object");
    }
}
