using System.Globalization;

namespace Azure.Data.Tables;

/// <summary>A transaction was refused, and none of it was done.</summary>
public class TableTransactionFailedException : RequestFailedException
{
    public TableTransactionFailedException(RequestFailedException requestFailedException)
        : base(
            (requestFailedException ?? throw new ArgumentNullException(nameof(requestFailedException))).Status,
            requestFailedException.Message,
            requestFailedException.ErrorCode,
            requestFailedException.InnerException)
    {
        FailedTransactionActionIndex = IndexIn(requestFailedException.Message);
    }

    /// <summary>Which action, from 0, the service refused; null when it did not say.</summary>
    public int? FailedTransactionActionIndex { get; }

    // The service begins its message with the index: "3:The specified entity already exists."
    private static int? IndexIn(string message)
    {
        var colon = message.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && int.TryParse(message.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
    }
}
