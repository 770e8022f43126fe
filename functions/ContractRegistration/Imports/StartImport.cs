using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace TechTransfer.ContractRegistration.Imports;

public sealed class StartImport(AggregateStore<ImportJob> imports, DocumentStore documents, TimeProvider time)
{
    [Function("StartImport")]
    [Allowed(Role.Office, Role.Company, Role.Registrar)]
    [Operation(
        "Import contracts from a file in the national form's columns; "
            + "the work goes on in the background. The same file again answers the same import",
        Answer = typeof(ImportView),
        Status = 201,
        Effect = Effect.Creates,
        BodyMediaTypes = [ImportFile.Csv, ImportFile.Xlsx],
        Query = ["mode!: drafts (office, company) or historical (registrar)"]
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "imports")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var caller = request.Caller();
        var key = request.IdempotencyKey();
        var mode = request.NeededChoice<ImportMode>("mode", ImportModeNames.Name);
        if (mode == ImportMode.Historical && !caller.Is(Role.Registrar))
            return new ProblemResult(RoleNames.Needed(Role.Registrar));
        if (mode == ImportMode.Drafts && !caller.ActsFor(caller.Organisation))
            return new ProblemResult(RoleNames.Needed(Role.Office, Role.Company));
        if (!IsOfAFile(request.ContentType))
            return new ProblemResult(Problem.Of(Catalogue.UnsupportedMediaType, ("expected", $"{ImportFile.Csv}, {ImportFile.Xlsx}")));

        await using var file = TemporaryFile.Create();
        var received = await ReceiveAsync(request, file, cancellation);
        if (received.Problem is { } tooLarge)
            return new ProblemResult(tooLarge);
        if (file.Length == 0)
            return new ProblemResult(Problem.Of(Catalogue.ImportFileEmpty));

        var command = new CommandKey(caller.Subject, $"{request.Method} {request.Path}", key, received.Value);
        var started = await TakeInAsync(mode, file, received.Value, caller, command, cancellation);
        if (started.Problem is { } refused)
            return new ProblemResult(refused);
        var import = started.Value;
        // A repeated request gets its first response (201); another request with the same file gets the existing import (200).
        var isOwn = import.State!.RequestKey == Ids.Derive(caller.Subject, key);
        request.HttpContext.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{import.Version}\"");
        request.HttpContext.Response.Headers.Location = $"/api/imports/{import.Id}";
        return Results.Json(
            ImportView.Of(import.State, time.GetUtcNow()),
            Json.Options,
            statusCode: isOwn ? StatusCodes.Status201Created : StatusCodes.Status200OK
        );
    }

    /// <summary>If an import of the same file exists, it is resumed if necessary and returned.</summary>
    /// <param name="file">Must be seekable and have at most <see cref="ImportLimits.Bytes"/>.</param>
    /// <param name="command">Idempotency key of the request.</param>
    public async Task<Outcome<Loaded<ImportJob>>> TakeInAsync(
        ImportMode mode,
        Stream file,
        string sha256,
        Caller caller,
        CommandKey command,
        CancellationToken cancellation
    )
    {
        var id = ImportSetup.IdOf(mode, caller, sha256);
        var loaded = await imports.LoadAsync(id, cancellation);
        if (loaded.Exists)
        {
            var current = await imports.UpdateAsync(
                loaded,
                now => ImportDecisions.Resume(now.State!, caller, time.GetUtcNow()),
                caller,
                CancellationToken.None
            );
            // A repeated request gets the version of its first response.
            return await imports.FindCommandAsync(id, command, cancellation) is { } first
                ? current with
                {
                    Version = first.Version,
                }
                : current;
        }

        ImportFile read;
        var parts = new List<string>();
        var rows = 0;
        try
        {
            read = new(file, mode);
            foreach (var part in read.Rows().Chunk(ImportLimits.RowsPerPart))
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
        var layout = await documents.SaveAsync(
            id,
            JsonSerializer.SerializeToUtf8Bytes(read.Sheets, Json.Options),
            "application/json",
            cancellation
        );
        await documents.SaveAsync(id, file, read.MediaType, cancellation);

        var now = time.GetUtcNow();
        var started = await imports.CommitAsync(
            loaded,
            ImportDecisions.Start(
                new()
                {
                    Id = id,
                    Mode = mode,
                    Status = ImportStatus.Running,
                    By = Importer.Of(caller),
                    RequestKey = Ids.Derive(command.Caller, command.Key),
                    FileSha256 = sha256,
                    FileType = read.MediaType,
                    Rows = rows,
                    Parts = parts,
                    Layout = layout.Sha256,
                    Notices = read.Notices,
                    StartedAt = now,
                    LastStepAt = now,
                }
            ),
            caller,
            command,
            CancellationToken.None
        );
        if (started.Problem?.Kind != Catalogue.VersionConflict)
            return started;
        var other = await imports.LoadAsync(id, cancellation);
        return other.Exists ? other : started;
    }

    internal static byte[] BytesOf(ImportRow[] part) => JsonSerializer.SerializeToUtf8Bytes(part, Json.Options);

    // Only a coarse check, because browsers and scripts send various media types for tables; the content decides later.
    private static bool IsOfAFile(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var parsed)
        && parsed.MediaType.Value?.ToLowerInvariant() is { } type
        && (
            type is "application/octet-stream" or "application/csv" or "application/x-csv" or "application/zip"
            || type.StartsWith("text/", StringComparison.Ordinal)
            || type.StartsWith("application/vnd.", StringComparison.Ordinal)
        );

    private static async Task<Outcome<string>> ReceiveAsync(HttpRequest request, FileStream file, CancellationToken cancellation)
    {
        // The server's limit on request bodies is lower than the limit for import files.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = ImportLimits.Bytes + 1;
        if (request.ContentLength > ImportLimits.Bytes)
            return TooLarge();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellation)) > 0)
        {
            if (file.Length + read > ImportLimits.Bytes)
                return TooLarge();
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }
        await file.FlushAsync(cancellation);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static Problem TooLarge() => Problem.Of(Catalogue.BodyTooLarge, ("limit", Text.OfBytes(ImportLimits.Bytes)));
}
