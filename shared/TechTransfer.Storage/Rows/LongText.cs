using Azure.Data.Tables;

namespace TechTransfer.Storage.Rows;

/// <summary>Stores texts that are too long for one table property (64 KiB, which is 32 Ki UTF-16 characters) in several numbered
/// properties.</summary>
internal static class LongText
{
    private const int PropertyLength = 32 * 1024;

    public static void Put(TableEntity row, string name, string text)
    {
        var parts = Math.Max(1, (text.Length + PropertyLength - 1) / PropertyLength);
        for (var i = 0; i < parts; i++)
        {
            row[$"{name}{i}"] = text.Substring(i * PropertyLength, Math.Min(PropertyLength, text.Length - i * PropertyLength));
        }
        // Needed when a merge replaces a longer text, since it leaves the longer text's last properties in the row.
        row[$"{name}Parts"] = parts;
    }

    public static string Get(TableEntity row, string name) =>
        string.Concat(Enumerable.Range(0, row.GetInt32($"{name}Parts") ?? 0).Select(i => row.GetString($"{name}{i}")));
}
