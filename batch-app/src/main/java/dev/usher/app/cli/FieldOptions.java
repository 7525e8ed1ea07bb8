package dev.usher.app.cli;

import dev.usher.jobs.exporting.UserExportRequest.Fields;
import dev.usher.jobs.exporting.field.ExportField;
import dev.usher.jobs.exporting.field.FieldSelection;
import dev.usher.jobs.profile.UserColumn;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What is written of each user. */
final class FieldOptions {

    @Option(
            names = "--fields",
            paramLabel = "FIELD[=NAME]",
            split = ",",
            description = "These fields in this order, each under another name if one is given:"
                    + " user_id,email=E-mail,app_metadata.plan (default: the profile).")
    List<String> fields = new ArrayList<>();

    @Option(
            names = "--all-fields",
            description = "All fields that an import takes, so that the file can be imported again.")
    boolean all;

    @Option(
            names = "--include-credentials",
            description = "With --all-fields, or with --fields that names them: password hashes and MFA secrets too.")
    boolean credentials;

    Fields chosen() {
        if (all && !fields.isEmpty()) {
            throw new UsageException("Choose one of --fields and --all-fields.");
        }
        return new Fields(fields.stream().map(FieldOptions::field).toList(), all, credentials);
    }

    /** @param selection of what was chosen */
    void requireUse(FieldSelection selection) {
        if (credentials && selection.columns().stream().noneMatch(UserColumn::secret)) {
            throw new UsageException("--include-credentials goes with --all-fields, or with --fields that names"
                    + " password_hash, custom_password_hash or mfa_factors.");
        }
    }

    /** What to add, if the fields can't be exported. */
    String advice() {
        boolean lacksCredentials = !credentials
                && fields.stream()
                        .map(field -> field(field).name().split("[.\\[]", 2)[0])
                        .anyMatch(root -> UserColumn.findByName(root)
                                .filter(UserColumn::secret)
                                .isPresent());
        return lacksCredentials ? " Add --include-credentials." : "";
    }

    private static ExportField field(String typed) {
        int equals = typed.indexOf('=');
        return equals < 0
                ? ExportField.named(typed.strip())
                : new ExportField(
                        typed.substring(0, equals).strip(),
                        typed.substring(equals + 1).strip());
    }
}
