package org.zerobench.shell;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.osgi.service.component.annotations.Component;

/** Makes text of {@link Shown} values, as wide as the session's terminal. */
@Component(service = Converter.class, property = Converter.CONVERTER_CLASSES + "=org.zerobench.shell.Shown")
public final class ShownConverter implements Converter {

    static final int DEFAULT_COLUMNS = 80;
    private static final int MIN_COLUMNS = 20;

    @Override
    public Object convert(Class<?> desired, Object value) {
        return desired == String.class && value instanceof Shown shown ? shown.show(DEFAULT_COLUMNS) : null;
    }

    @Override
    public CharSequence format(Object value, int level, Converter session) {
        return value instanceof Shown shown ? shown.show(columns(session)) : null;
    }

    /** Width of a session's terminal; {@code COLUMNS} may say it. */
    static int columns(Converter converter) {
        int columns = DEFAULT_COLUMNS;
        if (converter instanceof CommandSession session) {
            if (session.get("COLUMNS") != null && session.get("COLUMNS").toString().matches("\\d{1,4}")) {
                columns = Integer.parseInt(session.get("COLUMNS").toString());
            } else if (session.get(Station.KEY) instanceof Station station) {
                columns = station.columns();
            }
        }
        return Math.max(MIN_COLUMNS, columns);
    }
}
