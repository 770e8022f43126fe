namespace Azure.Data.Tables.Wire;

/// <summary>The answer about an entity that is not there.</summary>
internal sealed class MissingEntity<T>(Response response) : NullableResponse<T>
{
    public override bool HasValue => false;

    public override T Value => throw new InvalidOperationException($"There is no entity: the service answered {response.Status}. Ask HasValue first.");

    public override Response GetRawResponse() => response;
}
