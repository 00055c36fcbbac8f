package org.zerobench.shell;

import org.apache.felix.gogo.jline.Builtin;
import org.apache.felix.gogo.jline.Converters;
import org.apache.felix.gogo.jline.Posix;
import org.apache.felix.gogo.jline.Procedural;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Converter;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Gogo's own commands for text, values and control flow. Their bundle is installed but not started: its activator would
 * take the terminal, in every mode.
 */
final class StandardCommands {

    private StandardCommands() {}

    /** Commands on text, for pipes. */
    @Component(service = Text.class, property = {
        "osgi.command.scope=gogo", "osgi.command.function=cat", "osgi.command.function=echo", "osgi.command.function=grep",
        "osgi.command.function=sort", "osgi.command.function=sleep", "osgi.command.function=head", "osgi.command.function=tail",
        "osgi.command.function=wc", "osgi.command.function=date", "osgi.command.function=less", "osgi.command.function=watch",
        "osgi.command.function=clear"
    })
    public static final class Text extends Posix {
        @Activate
        public Text(@Reference CommandProcessor processor) {
            super(processor);
        }
    }

    /** Control flow. */
    @Component(service = Control.class, property = {
        "osgi.command.scope=gogo", "osgi.command.function=each", "osgi.command.function=if", "osgi.command.function=not",
        "osgi.command.function=throw", "osgi.command.function=try", "osgi.command.function=until", "osgi.command.function=while",
        "osgi.command.function=break", "osgi.command.function=continue"
    })
    public static final class Control extends Procedural {}

    /** Values. */
    @Component(service = Values.class, property = {
        "osgi.command.scope=gogo", "osgi.command.function=set",
        "osgi.command.function=tac", "osgi.command.function=type"
    })
    public static final class Values extends Builtin {}

    /** What people type for bundles and services, as in {@code update 8} or {@code stop org.zerobench.posix}. */
    @Component(service = Converter.class, property = Converter.CONVERTER_CLASSES + "=org.osgi.framework.Bundle")
    public static final class Things extends Converters {
        @Activate
        public Things(BundleContext context) {
            super(context);
        }
    }
}
