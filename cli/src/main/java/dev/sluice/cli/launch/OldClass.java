package dev.sluice.cli.launch;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassModel;

/// A class from before Java 6, which has no stack maps; an AOT cache takes no class without.
final class OldClass {
  private static final int JAVA_6 = 50;
  private static final int JAVA_8 = 52;

  /// A new pool makes it write every method anew; methods that share the old one are copied,
  /// without stack maps.
  private static final ClassFile CLASS_FILE =
      ClassFile.of(StackMapsOption.GENERATE_STACK_MAPS, ConstantPoolSharingOption.NEW_POOL);

  private OldClass() {}

  /// The class as of Java 8, with stack maps; as it is when it has them already, or cannot have
  /// any.
  static byte[] modern(byte[] bytes) {
    ClassModel model = CLASS_FILE.parse(bytes);
    if (model.majorVersion() >= JAVA_6) {
      return bytes;
    }
    try {
      return CLASS_FILE.transformClass(
          model,
          (builder, element) -> {
            if (element instanceof ClassFileVersion) {
              builder.withVersion(JAVA_8, 0);
            } else {
              builder.with(element);
            }
          });
    } catch (IllegalArgumentException e) {
      return bytes;
    }
  }
}
