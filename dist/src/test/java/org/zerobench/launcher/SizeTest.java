package org.zerobench.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizeTest {

    @ParameterizedTest
    @CsvSource({"64M,67108864", "8MiB,8388608", "8 MB,8388608", "65536k,67108864", "4194304,4194304", "1G,1073741824", "512B,512"})
    void readsSizes(String text, long bytes) {
        assertEquals(bytes, Size.bytes(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "M", "-1M", "1.5M", "0x10", "12Q", "1MiBB", "9999999999999"})
    void refusesWhatIsNoSize(String text) {
        assertThrows(UsageException.class, () -> Size.bytes(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3M", "257M", "1G", "0", "4194305", "6144K1", "9999999999G"})
    void refusesRamNoMachineHas(String text) {
        assertThrows(UsageException.class, () -> Size.ram(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4M", "5M", "256M", "8192K"})
    void takesWholeMebibytes(String text) {
        assertEquals(Size.bytes(text), Size.ram(text));
    }
}
