using System.Diagnostics;

namespace Azure.Data.Tables.Wire;

/// <summary>A span for each operation of a client, as the Azure clients name them; the requests below it are traced by the pipeline.</summary>
internal static class OperationTrace
{
    private static readonly ActivitySource Table = new("Azure.Data.Tables.TableClient");
    private static readonly ActivitySource Service = new("Azure.Data.Tables.TableServiceClient");

    public static async Task<T> RunAsync<T>(string operation, Func<Task<T>> work)
    {
        var source = operation.StartsWith(nameof(TableServiceClient), StringComparison.Ordinal) ? Service : Table;
        using var span = source.StartActivity(operation);
        span?.SetTag("az.namespace", "Microsoft.Tables");
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            span?.SetTag("error.type", (failure as RequestFailedException)?.ErrorCode ?? failure.GetType().FullName);
            span?.SetStatus(ActivityStatusCode.Error, failure.Message);
            throw;
        }
    }
}
