package dev.usher.app.schedule;

import com.cronutils.descriptor.CronDescriptor;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;
import java.util.Locale;

/** Cron expressions in English words. */
final class CronWords {

    private CronWords() {}

    /** The expression itself if there are no words for it. */
    static String of(String cron) {
        try {
            var parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ));
            return CronDescriptor.instance(Locale.ENGLISH).describe(parser.parse(cron));
        } catch (IllegalArgumentException e) {
            // Quartz knows a few more; it is the one that decides.
            return cron;
        }
    }
}
