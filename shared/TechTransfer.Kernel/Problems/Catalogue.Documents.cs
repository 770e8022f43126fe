namespace TechTransfer.Kernel.Problems;

public static partial class Catalogue
{
    /// <summary>An uploaded document contains scripts, macros or other executable content.</summary>
    public static ProblemKind DocumentActive { get; } =
        new(
            "document_active",
            422,
            new(
                "文件含有{what}，不予接收；请另存为不含脚本、宏的PDF文件后重新上传。",
                "The file contains {what} and is not accepted. Save it as a PDF without scripts or macros and upload it again."
            )
        );

    /// <summary>An uploaded document is encrypted or protected by a password.</summary>
    public static ProblemKind DocumentEncrypted { get; } =
        new(
            "document_encrypted",
            422,
            new(
                "文件已加密或者设有使用权限，不予接收；请解除保护后重新上传。",
                "The file is encrypted or protected and is not accepted. Remove the protection and upload it again."
            )
        );

    /// <summary>An uploaded document is incomplete, or its structure is damaged.</summary>
    public static ProblemKind DocumentBroken { get; } =
        new(
            "document_broken",
            422,
            new(
                "文件不完整或者已损坏（{reason}）；请重新生成后上传。",
                "The file is incomplete or damaged ({reason}). Create it again and upload it."
            )
        );

    /// <summary>An uploaded document would decompress to an excessive size, or has too many objects.</summary>
    public static ProblemKind DocumentOversized { get; } =
        new(
            "document_oversized",
            422,
            new(
                "文件展开后过大（{reason}）；请拆分或者降低精度后重新上传。",
                "The file is too large when unpacked ({reason}). Split it or lower its resolution, and upload it again."
            )
        );
}
