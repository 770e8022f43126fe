namespace Azure.Data.Tables;

/// <summary>The Microsoft Entra audience that tokens for the Table service are asked for.</summary>
public readonly struct TableAudience : IEquatable<TableAudience>
{
    private readonly string? _value;

    public TableAudience(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        _value = value;
    }

    public static TableAudience AzurePublicCloud => new("https://storage.azure.com");

    public static TableAudience AzureChina => new("https://storage.azure.cn");

    public static TableAudience AzureGovernment => new("https://storage.azure.us");

    public static bool operator ==(TableAudience left, TableAudience right) => left.Equals(right);

    public static bool operator !=(TableAudience left, TableAudience right) => !left.Equals(right);

    public static implicit operator TableAudience(string value) => new(value);

    public bool Equals(TableAudience other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    public override bool Equals(object? obj) => obj is TableAudience other && Equals(other);

    public override int GetHashCode() => _value is null ? 0 : StringComparer.Ordinal.GetHashCode(_value);

    public override string ToString() => _value ?? "";

    internal string Scope
    {
        get
        {
            var audience = (_value ?? AzurePublicCloud._value)!;
            return audience.EndsWith("/.default", StringComparison.Ordinal) ? audience : $"{audience.TrimEnd('/')}/.default";
        }
    }
}
