namespace TechTransfer.Kernel.Problems;

public static partial class Catalogue
{
    /// <summary>Restoring or verifying needs a complete backup, but no backup storage is set or no complete backup is in it.</summary>
    public static ProblemKind NoBackup { get; } =
        new(
            "no_backup",
            409,
            new(
                "系统尚未设置备份存储，或者其中没有完整的备份；请联系运维人员设置（配置项：BackupStorage）。",
                "The system has no backup storage, or no complete backup in it. Ask the operator to set it up (setting: BackupStorage)."
            )
        );

    /// <summary>A backup was requested while another one runs; two at once would overwrite each other.</summary>
    public static ProblemKind BackupUnderWay { get; } =
        new(
            "backup_under_way",
            409,
            new("另一次备份正在进行；请在其结束后重试。", "Another backup is running. Try again when it has finished.")
        );

    /// <summary>The backup storage contains another system's backup. Overwriting it could destroy the only copy that this system can be
    /// restored from.</summary>
    public static ProblemKind BackupOfAnother { get; } =
        new(
            "backup_of_another",
            409,
            new(
                "备份存储中已有另一系统的备份，不能覆盖；请先从中恢复，或者另设备份存储。",
                "The backup storage holds the backup of another system and cannot be overwritten. Restore from it first, or use "
                    + "another storage."
            )
        );

    /// <summary>A restore was begun in a system that already contains data, which it would overwrite.</summary>
    public static ProblemKind RestoreNeedsEmptyTables { get; } =
        new(
            "restore_needs_empty_tables",
            409,
            new(
                "本系统已有数据，备份只能恢复到没有数据的系统；请改用新部署的系统进行恢复。",
                "This system already contains data, and a backup can be restored only into an empty system. Restore into a new deployment."
            )
        );

    /// <summary>The backup was written by a newer software version, whose data format this one cannot read.</summary>
    public static ProblemKind BackupOfLaterVersion { get; } =
        new(
            "backup_of_later_version",
            409,
            new(
                "备份的数据版本为{version}，本系统最高只能读取版本{known}；请先部署生成该备份的软件版本。",
                "The backup has data version {version}, and this system reads up to version {known}. Deploy the software version "
                    + "that made the backup first."
            )
        );

    /// <summary>A later step of a restore was requested, but no restore has been begun.</summary>
    public static ProblemKind NoRestoreUnderWay { get; } =
        new(
            "no_restore_under_way",
            409,
            new("没有正在进行的恢复；请从第一步开始恢复。", "No restore is running. Start the restore from its first step.")
        );

    /// <summary>The second phase of a restore was requested before the first phase had written all rows.</summary>
    public static ProblemKind RestoreNotBroughtBack { get; } =
        new(
            "restore_not_brought_back",
            409,
            new(
                "数据尚未全部写回，不能开始整理；请先完成写回。",
                "Not all data has been written back, so it cannot be reconciled yet. Finish writing it back first."
            )
        );
}
