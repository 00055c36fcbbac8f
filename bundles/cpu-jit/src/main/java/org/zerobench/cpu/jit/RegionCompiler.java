package org.zerobench.cpu.jit;

import static org.zerobench.cpu.jit.Emitter.CORE;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Writes a {@link Region} as one Java method. Its beginning, which loads the guest's registers into local variables and jumps
 * to an entry, stands at its end, when it is known which ones there are; all ways out lead to one place that stores them.
 * Any thread.
 */
final class RegionCompiler {

    /** Name of the constant that RAM is accessed with. */
    static final String RAM = "RAM";
    /** HotSpot's limit, in bytes (HugeMethodLimit). */
    private static final int LONGEST_METHOD = 8_000;
    private static final ClassDesc SELF = ClassDesc.of(RegionCompiler.class.getPackageName(), "Compiled");
    private static final ClassDesc PARENT = Emitter.desc(Code.class);
    private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(ConstantDescs.CD_void);

    private RegionCompiler() {}

    /** Makes a class file executable. @param ram what it was made with */
    static Code load(byte[] file, RamAccess ram) {
        try {
            MethodHandles.Lookup made = MethodHandles.lookup().defineHiddenClassWithClassData(file, ram.constant, true);
            return (Code) made.findConstructor(made.lookupClass(), MethodType.methodType(void.class)).invoke();
        } catch (Throwable e) {
            throw new IllegalStateException("compiled code was not accepted", e);
        }
    }

    /** @throws IllegalArgumentException when it is longer than HotSpot compiles: it would be slower than if interpreted here */
    static byte[] classFile(Region region, RamAccess ram) {
        byte[] file = write(region, ram);
        int longest = ClassFile.of().parse(file).methods().stream().flatMap(method -> method.code().stream())
                .mapToInt(code -> ((CodeAttribute) code).codeLength()).max().orElseThrow();
        if (longest > LONGEST_METHOD) {
            throw new IllegalArgumentException(longest + " bytes of bytecode");
        }
        return file;
    }

    private static byte[] write(Region region, RamAccess ram) {
        return ClassFile.of().build(SELF, type -> {
            type.withFlags(ClassFile.ACC_FINAL).withSuperclass(PARENT);
            type.withField(RAM, ram.type, ClassFile.ACC_STATIC | ClassFile.ACC_FINAL);
            type.withMethodBody(ConstantDescs.CLASS_INIT_NAME, NOTHING, ClassFile.ACC_STATIC,
                    code -> constant(code, ram.type));
            type.withMethodBody(ConstantDescs.INIT_NAME, NOTHING, 0, code -> {
                code.aload(0);
                code.invokespecial(PARENT, ConstantDescs.INIT_NAME, NOTHING);
                code.return_();
            });
            type.withMethodBody("run", MethodTypeDesc.of(ConstantDescs.CD_int, CORE, ConstantDescs.CD_int), ClassFile.ACC_FINAL,
                    code -> new RegionBody(region, code, SELF, ram).write());
        });
    }

    private static void constant(CodeBuilder code, ClassDesc type) {
        ClassDesc handles = Emitter.desc(MethodHandles.class);
        ClassDesc lookup = Emitter.desc(MethodHandles.Lookup.class);
        code.invokestatic(handles, "lookup", MethodTypeDesc.of(lookup));
        code.loadConstant(ConstantDescs.DEFAULT_NAME);
        code.loadConstant(type);
        code.invokestatic(handles, "classData", MethodTypeDesc.of(ConstantDescs.CD_Object, lookup, ConstantDescs.CD_String,
                ConstantDescs.CD_Class));
        code.checkcast(type);
        code.putstatic(SELF, RAM, type);
        code.return_();
    }
}
