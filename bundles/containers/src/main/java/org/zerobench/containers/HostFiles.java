package org.zerobench.containers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.zerobench.api.machine.Chronicle;
import org.zerobench.api.machine.MachineException;

/** Where manifests and images come from: the host, or what it once answered. */
interface HostFiles {

    /**
     * @param most bytes that it may be long
     * @throws MachineException when it cannot be read or is longer: only the reason
     */
    byte[] read(Path file, long most);

    /** Reads what is there now. */
    static byte[] now(Path file, long most) {
        try {
            if (Files.size(file) > most) {
                throw new MachineException("it is longer than " + most + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new MachineException(Files.isDirectory(file) ? "it is a folder" : Files.exists(file) ? e.getMessage() : "there is no such file");
        }
    }

    /** Has all answers, reasons too, in a machine's history. To be asked on the machine thread. */
    static HostFiles recorded(Chronicle chronicle) {
        return (file, most) -> {
            ByteBuffer answer = ByteBuffer.wrap(chronicle.ask("file " + file, () -> answer(file, most)));
            boolean read = answer.hasRemaining() && answer.get() == 1;
            byte[] bytes = new byte[answer.remaining()];
            answer.get(bytes);
            if (!read) {
                throw new MachineException(new String(bytes, StandardCharsets.UTF_8));
            }
            return bytes;
        };
    }

    private static byte[] answer(Path file, long most) {
        byte[] bytes;
        boolean read = true;
        try {
            bytes = now(file, most);
        } catch (MachineException e) {
            read = false;
            bytes = e.getMessage().getBytes(StandardCharsets.UTF_8);
        }
        return ByteBuffer.allocate(1 + bytes.length).put((byte) (read ? 1 : 0)).put(bytes).array();
    }
}
