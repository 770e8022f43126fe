namespace TechTransfer.Kernel;

public static partial class Catalogue
{
    /// <summary>No storage for backups is set, or none there is complete.</summary>
    public static ProblemKind NoBackup { get; } =
        new(
            "no_backup",
            409,
            new(
                "系统未设置备份存储（BackupStorage），或其中没有已完成的备份。",
                "The system names no storage for backups (BackupStorage), or no backup there is complete."
            )
        );

    /// <summary>Two runs at once would write over each other.</summary>
    public static ProblemKind BackupUnderWay { get; } =
        new(
            "backup_under_way",
            409,
            new("另一次备份正在进行，请在其结束后再试。", "Another run of the backup is under way: try again when it is through.")
        );

    /// <summary>A new system must not write over the backup that it may have to be restored from.</summary>
    public static ProblemKind BackupOfAnother { get; } =
        new(
            "backup_of_another",
            409,
            new(
                "备份存储中已有另一系统的备份，不得覆盖：请先从中恢复，或另设备份存储。",
                "The storage for backups holds another system's, which must not be written over: restore from it first, or name another storage."
            )
        );

    /// <summary>What is there is not written over.</summary>
    public static ProblemKind RestoreNeedsEmptyTables { get; } =
        new(
            "restore_needs_empty_tables",
            409,
            new(
                "本系统已有数据，备份只能恢复到没有数据的系统。",
                "This system holds data of its own; a backup is restored only into one that holds none."
            )
        );

    /// <summary>Data of a later form would be read wrongly.</summary>
    public static ProblemKind BackupOfLaterVersion { get; } =
        new(
            "backup_of_later_version",
            409,
            new(
                "备份的数据版本为 {version}，本系统只能读取到版本 {known}：请先部署做出该备份的版本。",
                "The backup's data is of version {version}, and this system knows {known}: deploy the version that made it first."
            )
        );

    /// <summary>A step of a restore that nobody began.</summary>
    public static ProblemKind NoRestoreUnderWay { get; } =
        new("no_restore_under_way", 409, new("没有正在进行的恢复，请从头开始。", "No restore is under way: begin one."));

    /// <summary>What follows from the rows can be brought about only when all rows are there.</summary>
    public static ProblemKind RestoreNotBroughtBack { get; } =
        new(
            "restore_not_brought_back",
            409,
            new("数据尚未全部写回，写回后方可整理。", "Not everything is back yet: bring all of it back, then settle.")
        );
}
