using System.Text.Json;
using TechTransfer.Kernel;
using TechTransfer.Storage;

namespace TechTransfer.ContractRegistration.Imports;

/// <summary>Takes a file in: reads all of it once, keeps the file and its rows in parts, and starts the work on them.</summary>
public sealed class StartImport(AggregateStore<ImportJob> imports, DocumentStore documents, TimeProvider time)
{
    /// <summary>The import of this file: a new one, or the one that there is. What is wrong with the file as a whole is a
    /// problem.</summary>
    /// <param name="file">Seekable, at most <see cref="ImportLimits.Bytes"/>.</param>
    /// <param name="sha256">Of the file.</param>
    /// <param name="command">The request's key.</param>
    public async Task<Outcome<Loaded<ImportJob>>> RunAsync(
        ImportMode mode,
        Stream file,
        string sha256,
        string mediaType,
        Caller caller,
        CommandKey command,
        CancellationToken cancellation
    )
    {
        var id = ImportKind.IdOf(mode, caller, sha256);
        var loaded = await imports.LoadAsync(id, cancellation);
        if (loaded.Exists)
        {
            var standing = await imports.UpdateAsync(
                loaded,
                now => ImportDecisions.Resume(now.State!, caller, time.GetUtcNow()),
                caller,
                CancellationToken.None
            );
            // The request that began it gets the version of its first answer again.
            return await imports.FindCommandAsync(id, command, cancellation) is { } first
                ? standing with
                {
                    Version = first.Version,
                }
                : standing;
        }

        var parts = new List<string>();
        var rows = 0;
        try
        {
            foreach (var part in ImportFile.Read(file, mediaType, mode).Chunk(ImportLimits.RowsPerPart))
            {
                var stored = await documents.SaveAsync(id, BytesOf(part), "application/json", cancellation);
                parts.Add(stored.Sha256);
                rows += part.Length;
            }
        }
        catch (ImportFileException refused)
        {
            return refused.Problem;
        }
        await documents.SaveAsync(id, file, mediaType, cancellation);

        var key = Ids.Derive(command.Caller, command.Key);
        var started = await imports.CommitAsync(
            loaded,
            ImportDecisions.Start(id, mode, caller, key, sha256, mediaType, rows, parts, time.GetUtcNow()),
            caller,
            command,
            CancellationToken.None
        );
        if (started.Problem?.Kind != Catalogue.VersionConflict)
            return started;
        var other = await imports.LoadAsync(id, cancellation);
        return other.Exists ? other : started;
    }

    /// <summary>A part's rows as they are kept.</summary>
    internal static byte[] BytesOf(ImportRow[] part) => JsonSerializer.SerializeToUtf8Bytes(part, Json.Options);
}
