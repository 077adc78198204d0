package org.carotene.admingui.fx;

import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Figures as people read them, in the language in use. What is unknown is shown as such, never as zero. */
public final class Units {
    /** From here on one decimal would say 10.0, beside an 11. */
    private static final double ROUNDED_TEN = 9.95;

    private static final String[] SIZES = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Units() {}

    /** What stands for an unknown figure. */
    public static String unknown() {
        return Texts.text("unknown");
    }

    public static String count(@Nullable Long value) {
        return value == null
                ? unknown()
                : NumberFormat.getIntegerInstance(Texts.locale()).format(value);
    }

    /** A rate per second: a decimal below ten, none below ten thousand, then in thousands or millions. */
    public static String rate(@Nullable Double value) {
        if (value == null) {
            return unknown();
        }
        if (value >= 1_000_000) {
            return decimals(value / 1_000_000, 1) + " M";
        }
        if (value >= 10_000) {
            return decimals(value / 1_000, 1) + " k";
        }
        return decimals(value, value == 0 || value >= ROUNDED_TEN ? 0 : 1);
    }

    public static String bytes(@Nullable Long value) {
        return value == null ? unknown() : bytes(value.doubleValue());
    }

    public static String bytes(@Nullable Double value) {
        if (value == null) {
            return unknown();
        }
        double scaled = value;
        int unit = 0;
        while (scaled >= 1024 && unit < SIZES.length - 1) {
            scaled /= 1024;
            unit++;
        }
        return decimals(scaled, unit == 0 || scaled >= 99.95 ? 0 : 1) + " " + SIZES[unit];
    }

    /** A part of a whole, 0..1. */
    public static String percent(@Nullable Double share) {
        return share == null ? unknown() : decimals(share * 100, share * 100 < ROUNDED_TEN ? 1 : 0) + " %";
    }

    /** A part of a whole as percent and as sizes. */
    public static String used(@Nullable Long part, @Nullable Long whole) {
        if (part == null) {
            return unknown();
        }
        return whole == null || whole <= 0
                ? bytes(part)
                : Texts.text("used", bytes(part), bytes(whole), percent((double) part / whole));
    }

    /** A span in its two largest units. */
    public static String span(@Nullable Long ms) {
        if (ms == null) {
            return unknown();
        }
        Duration span = Duration.ofMillis(ms);
        if (span.toDays() > 0) {
            return Texts.text("span.days", span.toDays(), span.toHoursPart());
        }
        if (span.toHours() > 0) {
            return Texts.text("span.hours", span.toHours(), span.toMinutesPart());
        }
        if (span.toMinutes() > 0) {
            return span.toSecondsPart() == 0
                    ? Texts.text("span.full.minutes", span.toMinutes())
                    : Texts.text("span.minutes", span.toMinutes(), span.toSecondsPart());
        }
        return Texts.text("span.seconds", decimals(ms / 1000.0, ms < 1000 * ROUNDED_TEN ? 1 : 0));
    }

    /** The time of day by this machine's zone. */
    public static String time(@Nullable Instant at) {
        return at == null
                ? unknown()
                : DateTimeFormatter.ofPattern("HH:mm:ss", Texts.locale())
                        .withZone(ZoneId.systemDefault())
                        .format(at);
    }

    /** The time of day, with the day before it unless that is today. */
    public static String timeOrDay(@Nullable Instant at) {
        ZoneId zone = ZoneId.systemDefault();
        return at == null || LocalDate.ofInstant(at, zone).equals(LocalDate.now(zone)) ? time(at) : dayAndTime(at);
    }

    /** Day and time by this machine's zone. */
    public static String dayAndTime(@Nullable Instant at) {
        return at == null
                ? unknown()
                : DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Texts.locale())
                        .withZone(ZoneId.systemDefault())
                        .format(at);
    }

    /** Yes, no or unknown. */
    public static String yes(@Nullable Boolean value) {
        return value == null ? unknown() : Texts.text(value ? "yes" : "no");
    }

    /** A word, or unknown. */
    public static String word(@Nullable Object value) {
        return value == null ? unknown() : value.toString();
    }

    private static String decimals(double value, int digits) {
        DecimalFormat format = (DecimalFormat) NumberFormat.getNumberInstance(Texts.locale());
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return format.format(value);
    }
}
