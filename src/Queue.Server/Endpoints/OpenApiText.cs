using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using Queue.Server.Http;

namespace Queue.Server.Endpoints;

/// <summary>
/// Names the body of a route for the OpenAPI document only. The framework's own metadata for that would also refuse requests whose
/// content type is another, which existing clients send.
/// </summary>
internal sealed record JsonRequest(Type Type);

/// <summary>What the OpenAPI document says beyond the routes themselves.</summary>
internal static class OpenApiText
{
    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer(static (document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Queue",
                Version = "1",
                Description = "Waitlists that one writer changes and any number of clients poll. Times are epoch milliseconds.",
            };
            document.Servers?.Clear();
            return Task.CompletedTask;
        });
        options.CreateSchemaReferenceId = static type => NameOf(type.Type) ?? OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        options.AddOperationTransformer(DescribeBodyAsync);
        options.AddOperationTransformer(static (operation, context, _) =>
        {
            DescribeSnapshot(operation, context.Description.RelativePath);
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer(static (schema, context, _) =>
        {
            DescribeValue(schema, context.JsonTypeInfo.Type);
            return Task.CompletedTask;
        });
    }

    private static async Task DescribeBodyAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<JsonRequest>().FirstOrDefault() is { } request)
        {
            var schema = await context.GetOrCreateSchemaAsync(request.Type, null, cancellationToken);
            operation.RequestBody = new OpenApiRequestBody
            {
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                {
                    ["application/json"] = new() { Schema = schema },
                },
            };
        }
    }

    // Every endpoint has a Response of its own; by their plain names all would be the first one.
    private static string? NameOf(Type type) =>
        type is { IsNested: true, DeclaringType: { } endpoint } && endpoint.Namespace?.StartsWith("Queue.", StringComparison.Ordinal) == true
            ? endpoint.Name + type.Name
            : null;

    // A plain delegate shows the framework no parameters.
    private static void DescribeSnapshot(OpenApiOperation operation, string? path)
    {
        if (path is "api/queue/{code}/snapshot")
        {
            operation.Parameters =
            [
                new OpenApiParameter
                {
                    Name = "code", In = ParameterLocation.Path, Required = true, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                },
                new OpenApiParameter
                {
                    Name = "partyId",
                    In = ParameterLocation.Query,
                    Description = "Gets the party's own view.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                },
            ];
        }
    }

    private static void DescribeValue(OpenApiSchema schema, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(DateTimeOffset))
        {
            (schema.Type, schema.Format) = (JsonSchemaType.Integer, "int64");
            schema.Description ??= "Milliseconds since 1970-01-01T00:00:00Z.";
        }
        else if (type == typeof(RoomId) || type == typeof(RoomCode) || type == typeof(PartyId))
        {
            schema.Type = JsonSchemaType.String;
        }
        else if (type.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. Enum.GetNames(type).Select(name => (JsonNode)System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name))];
        }
        else if (type == typeof(Problem))
        {
            schema.Description = "Problem details (RFC 9457) with a stable code.";
        }
    }
}
